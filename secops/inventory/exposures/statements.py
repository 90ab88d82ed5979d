"""The statements of a merge, in the order in which `merging` runs them."""

# Repetitions inside the file: the earliest own date stands, the latest is when it was last seen.
DISTINCT = """
CREATE TEMP TABLE leak_distinct ON COMMIT DROP AS
SELECT DISTINCT ON (fingerprint, place) *, {newest} AS newest
FROM leak_staged ORDER BY fingerprint, place, own_date NULLS LAST
"""
NEWEST = "max(own_date) OVER (PARTITION BY fingerprint, place)"

KNOWN = """
CREATE TEMP TABLE leak_known ON COMMIT DROP AS
SELECT e.id, e.account_id, d.fingerprint, d.place, d.newest, d.own_date,
       r.withdrawn_at IS NOT NULL AS revived,
       COALESCE(d.newest > COALESCE(e.last_seen_at, e.own_date, '-infinity'), false) AS later,
       %(stealer)s AND COALESCE(
           d.newest > COALESCE(e.reseen_at, e.own_date, '-infinity'), false
       ) AS stolen_again
FROM leak_distinct d
JOIN inventory_exposure e ON e.fingerprint = d.fingerprint AND e.place = d.place
LEFT JOIN inventory_leakreport r ON r.id = e.report_id
"""

# Known only from a report that was withdrawn: this report tells it, so it counts again.
REVIVE = """
WITH back AS (
    UPDATE inventory_exposure e
    SET report_id = %(report)s, own_date = k.own_date, received_at = %(received_at)s,
        effective_at = LEAST(k.own_date, %(leaked_before)s, %(received_at)s),
        from_stealer = %(stealer)s, last_seen_at = NULL, reseen_at = NULL
    FROM leak_known k WHERE k.id = e.id AND k.revived
    RETURNING e.id
)
UPDATE inventory_unmatchedlogin u SET report_id = %(report)s
FROM back WHERE u.exposure_id = back.id
"""
COUNT_REVIVED = """
WITH back AS (
    SELECT e.account_id, count(*) AS exposures, min(e.effective_at) AS first_exposure,
           max(e.effective_at) AS newest_exposure
    FROM leak_known k JOIN inventory_exposure e ON e.id = k.id
    WHERE k.revived AND e.account_id IS NOT NULL GROUP BY e.account_id
), known AS (
    UPDATE leak_touched t
    SET exposures = t.exposures + b.exposures,
        first_exposure = LEAST(t.first_exposure, b.first_exposure),
        newest_exposure = GREATEST(t.newest_exposure, b.newest_exposure),
        newest_received = %(received_at)s
    FROM back b WHERE b.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, exposures, first_exposure, newest_exposure, %(received_at)s, NULL, false
FROM back WHERE account_id NOT IN (SELECT account_id FROM known)
"""

NEW = """
CREATE TEMP TABLE leak_new ON COMMIT DROP AS
SELECT nextval(%(sequence)s) AS id, d.*,
       a.id AS account_id, a.register_changed_from,
       LEAST(d.own_date, %(leaked_before)s, %(received_at)s) AS effective_at
FROM leak_distinct d
LEFT JOIN inventory_account a
  ON a.application_id = d.application_id AND a.login_key = d.login_key
{fresh}
ORDER BY a.id {nothing}
"""
FRESH = """
WHERE NOT EXISTS (
    SELECT FROM leak_known k WHERE k.fingerprint = d.fingerprint AND k.place = d.place
)
"""

BY_OTHER_NAME = """
UPDATE leak_new n SET account_id = o.account_id, register_changed_from = a.register_changed_from
FROM {names} o JOIN inventory_account a ON a.id = o.account_id
WHERE n.account_id IS NULL
  AND o.application_id = n.application_id AND o.login_key = n.login_key
"""

INSERT = """
INSERT INTO inventory_exposure (
    id, fingerprint, place, report_id, application_id, account_id, device_id, from_stealer,
    own_date, effective_at, received_at, last_seen_at, reseen_at
) OVERRIDING SYSTEM VALUE
SELECT n.id, n.fingerprint, n.place, %(report)s, n.application_id, n.account_id, {device},
       %(stealer)s, n.own_date, n.effective_at, %(received_at)s,
       CASE WHEN n.newest > n.own_date THEN n.newest END,
       CASE WHEN %(stealer)s AND n.newest > n.own_date THEN n.newest END
FROM leak_new n {machines}
"""

QUEUE = """
INSERT INTO inventory_unmatchedlogin (
    exposure_id, report_id, host, login, login_key, application_id, ignored_why
)
SELECT n.id, %(report)s, left(COALESCE(n.host, ''), %(host_signs)s),
       left(COALESCE(n.login, n.login_key), %(login_signs)s),
       left(n.login_key, %(login_signs)s), n.application_id, ''
FROM leak_new n LEFT JOIN inventory_application p ON p.id = n.application_id
WHERE n.account_id IS NULL AND p.public_users IS NOT TRUE
"""

REPEATED = """
INSERT INTO inventory_repetition (report_id, exposure_id, own_date, from_stealer)
SELECT %(report)s, id, newest, %(stealer)s FROM leak_known WHERE NOT revived ORDER BY id
"""

SEEN_LATER = """
UPDATE inventory_exposure e
SET last_seen_at = CASE WHEN k.later THEN k.newest ELSE e.last_seen_at END,
    reseen_at = CASE WHEN k.stolen_again THEN k.newest ELSE e.reseen_at END
FROM leak_known k
WHERE k.id = e.id AND NOT k.revived AND (k.later OR k.stolen_again)
"""

TOUCHED = """
CREATE TEMP TABLE leak_touched ON COMMIT DROP AS
SELECT n.account_id, count(*) AS exposures, min(n.effective_at) AS first_exposure,
       max(n.effective_at) AS newest_exposure, %(received_at)s::timestamptz AS newest_received,
       {reseen} AS reseen_at, false AS device_unclean
FROM leak_new n
WHERE n.account_id IS NOT NULL
GROUP BY n.account_id
"""

# Every computer counts, also where the login itself was known: it may be clean here, not there.
SIGHTINGS = """
INSERT INTO inventory_sighting (report_id, device_id, exposure_id, seen_at)
SELECT %(report)s, m.device_id, e.id,
       max(LEAST(s.own_date, %(leaked_before)s, %(received_at)s))
FROM leak_staged s
JOIN leak_machine m ON m.machine = s.machine
JOIN inventory_exposure e ON e.fingerprint = s.fingerprint AND e.place = s.place
GROUP BY m.device_id, e.id
"""
UNCLEAN = """
WITH unclean AS (
    SELECT DISTINCT e.account_id
    FROM inventory_sighting s
    JOIN inventory_device d ON d.id = s.device_id
    JOIN inventory_exposure e ON e.id = s.exposure_id
    WHERE s.report_id = %(report)s AND e.account_id IS NOT NULL
      AND COALESCE(d.cleaned_at < s.seen_at, true)
), known AS (
    UPDATE leak_touched t SET device_unclean = true
    FROM unclean u WHERE u.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, 0, NULL, NULL, NULL, NULL, true FROM unclean
WHERE account_id NOT IN (SELECT account_id FROM known)
"""

# A stealer row that repeats a known secret later: the same password after a change?
SEEN_AGAIN = """
WITH again AS (
    SELECT account_id, max(newest) AS reseen_at FROM leak_known
    WHERE account_id IS NOT NULL AND stolen_again AND NOT revived GROUP BY account_id
), known AS (
    UPDATE leak_touched t SET reseen_at = GREATEST(t.reseen_at, a.reseen_at)
    FROM again a WHERE a.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, 0, NULL, NULL, NULL, reseen_at, false FROM again
WHERE account_id NOT IN (SELECT account_id FROM known)
"""

COUNTS = """
SELECT count(*), count(account_id), count(*) FILTER (WHERE application_id IS NULL),
       count(*) FILTER (WHERE effective_at < register_changed_from)
FROM leak_new
"""

# The register's date serves only while no system has told one.
ROTATED = """
SELECT count(*) FILTER (WHERE n.effective_at < f.change_from),
       count(*) FILTER (WHERE n.effective_at < n.register_changed_from)
FROM leak_new n JOIN inventory_accountfacts f ON f.account_id = n.account_id
WHERE f.change_from IS NOT NULL
"""

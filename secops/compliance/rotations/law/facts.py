"""From raw rows to the facts of RULES 1, one row a rotation, columns named as `Facts`.

Everything is as of `%(at)s`: an answer, a message, an exemption or a sample later than that is not
there yet. `FACTS` has two places: `{scope}` (a condition over r, c, a) and `{facts}` (the relation
with what exposures and readings say, normally `inventory_accountfacts`).
"""

#: Whose answer counts: the holder, or who answers for a shared, service or vendor account.
PRESENT_HOLDER = (
    "CASE WHEN a.kind = 'person' THEN a.holder_id ELSE COALESCE(a.owner_id, a.holder_id) END"
)

#: The answer that counts (law: `standing_answer`): the newest of the present holder, except that
#: *not yet* leaves a trouble standing. What he said before his last *not yet*s decides.
STANDING_ANSWER = f"""
SELECT DISTINCT ON (said.rotation_id)
       said.rotation_id, said.kind, said.reason, said.given_at, said.cutoff_then, said.agent_until
FROM (
    SELECT n.*, first_value(n.kind) OVER (
               PARTITION BY n.rotation_id
               ORDER BY n.kind = 'not_yet', n.given_at DESC, n.id DESC
           ) AS before_not_yet
    FROM rotations_answer n
    JOIN rotations_rotation r ON r.id = n.rotation_id
    JOIN rotations_campaign c ON c.id = r.campaign_id
    JOIN inventory_account a ON a.id = r.account_id
    WHERE n.given_at <= %(at)s
      AND n.person_id IS NOT DISTINCT FROM {PRESENT_HOLDER}
      AND {{scope}}
) AS said
ORDER BY said.rotation_id,
         (said.kind = 'not_yet' AND said.before_not_yet = 'trouble'),
         said.given_at DESC, said.id DESC
"""

#: The newest decision on each half of an account that was not taken back.
_EXEMPTION = """
SELECT DISTINCT ON (rotation_id) rotation_id, approved_at, until
FROM rotations_exemption
WHERE what = '{what}' AND (revoked_at IS NULL OR revoked_at > %(at)s)
ORDER BY rotation_id, approved_at DESC, id DESC
"""

_PASSED_SAMPLE = """
SELECT campaign_id, application_id, max(checked_at) AS passed_at
FROM rotations_samplecheck
WHERE passed AND checked_at <= %(at)s
GROUP BY campaign_id, application_id
"""

#: A register's change serves only while no reading carries one.
_FROM_REGISTER = "f.change_from IS NULL AND a.register_changed_from IS NOT NULL"

#: The last three are no facts but the moments that the law measures against: the cutoff, the base
#: or what stands in for it, and what a lock must be later than.
FACTS = f"""
SELECT r.id, r.account_id,
    a.department_id, {PRESENT_HOLDER} AS present_holder,
    r.state AS was_state,
    r.base,
    f.newest_exposure,
    f.newest_received,
    f.reseen_at,
    CASE WHEN {_FROM_REGISTER} THEN a.register_changed_from ELSE f.change_from END AS change_from,
    CASE WHEN {_FROM_REGISTER} THEN a.register_changed_to ELSE f.change_to END AS change_to,
    CASE WHEN {_FROM_REGISTER} THEN NULL ELSE f.change_read_at END AS change_read_at,
    CASE WHEN {_FROM_REGISTER} THEN 'register' ELSE COALESCE(f.change_origin, '') END
        AS change_origin,
    COALESCE(f.went_back, FALSE) AS went_back,
    f.username_changed_at,
    f.sessions_revoked_at,
    f.zero_sessions_at,
    p.kills_sessions_on_password_change = 'yes' AS ends_sessions_on_change,
    p.reports_sessions,
    p.reads_passwords,
    f.disabled_at,
    COALESCE(f.last_login_at, a.register_last_login_at) AS last_login_at,
    CASE WHEN f.contained_at <= %(at)s THEN f.contained_at END AS contained_at,
    COALESCE(f.mass_reset, FALSE) AS mass_reset,
    believed.id IS NOT NULL AS mass_reset_believed,
    c.ask_username,
    username.rotation_id IS NOT NULL AS username_exempt,
    username.until AS username_exempt_until,
    whole.approved_at AS exempt_approved_at,
    whole.until AS exempt_until,
    standing.kind AS answer,
    NULLIF(standing.reason, '') AS answer_reason,
    standing.given_at AS answered_at,
    standing.cutoff_then AS answer_cutoff,
    standing.agent_until,
    sample.passed_at AS sample_passed_at,
    CASE WHEN r.told_at <= %(at)s THEN r.told_at END AS told_at,
    COALESCE(f.device_unclean, FALSE) AS device_unclean,
    f.newest_exposure IS NOT NULL AND NOT (
        COALESCE(r.joined_change_from > f.newest_exposure, FALSE)
        AND COALESCE(
            COALESCE(f.change_from, a.register_changed_from) > f.newest_exposure, FALSE
        )
    ) AS exposed_live,
    c.ordered_at AS campaign_ordered_at,
    GREATEST(r.base, f.newest_exposure) AS bar,
    COALESCE(r.base, f.newest_exposure) AS floor,
    COALESCE(f.newest_exposure, r.base) AS locks_from
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
LEFT JOIN {{facts}} f ON f.account_id = r.account_id
LEFT JOIN ({STANDING_ANSWER}) AS standing ON standing.rotation_id = r.id
LEFT JOIN ({_EXEMPTION.format(what="whole")}) AS whole ON whole.rotation_id = r.id
LEFT JOIN ({_EXEMPTION.format(what="username")}) AS username
    ON username.rotation_id = r.id AND username.approved_at <= %(at)s
LEFT JOIN ({_PASSED_SAMPLE}) AS sample
    ON sample.campaign_id = r.campaign_id AND sample.application_id = r.application_id
LEFT JOIN rotations_massresetdecision believed
    ON believed.application_id = r.application_id
    AND believed.changed_at = date_trunc('second', COALESCE(f.change_from, a.register_changed_from))
    AND believed.decided_at <= %(at)s
WHERE {{scope}}
"""

#: Whether any message can reach the present holder; asked only where the turn depends on it.
HAS_ADDRESS = (
    "EXISTS (SELECT 1 FROM accounts_contact contact "
    "WHERE contact.person_id = present_holder AND contact.disabled_at IS NULL)"
)

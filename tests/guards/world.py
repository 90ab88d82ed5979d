"""One own and one foreign object of each kind, seen from Dinas Sosial and its people."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Contact, Department, Person, Position, User
from accounts.roles import Role
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.advisories.consultations.models import Consultation
from secops.advisories.models import Attachment, Organisation, Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.compliance.backups.actions import make_plan
from secops.compliance.backups.models import Proof as BackupProof
from secops.compliance.duties.models import Directive, Duty, DutyReport, Evidence, HeadStatement
from secops.compliance.duties.models import Objection as DutyObjection
from secops.compliance.retirements.models import Follower, Retirement, Step
from secops.compliance.retirements.models import Proof as RetirementProof
from secops.compliance.rotations.models import (
    Answer,
    Campaign,
    Rotation,
    SampleDraw,
    SampleLook,
    SlipPhoto,
)
from secops.compliance.rotations.models import Objection as RotationObjection
from secops.compliance.sessions.models import SessionsFile
from secops.documents.actions import draft_document
from secops.documents.models import Document
from secops.inbox.models import Incoming
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.claims.models import Claim, ClaimCapture
from secops.incidents.lessons.models import Action, Review
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.models import FalseMessage, Incident, PublicStatement
from secops.incidents.notices.models import Notice
from secops.incidents.privacy.models import Notice as PrivacyNotice
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.tasks.models import Task, TaskPoint
from secops.incidents.vault.actions import Party, Terms, draft_handover, take_in
from secops.incidents.vault.models import Disposal, Handover, Item
from secops.intake.models import Upload
from secops.inventory.models import (
    Account,
    Application,
    Device,
    LeakReport,
    ReadingsFile,
    UnmatchedLogin,
)
from secops.jobs.models import Job
from secops.outbox.models import Message, WhatsAppTemplate
from secops.reminders.models import Holiday
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    holder_of,
)

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class Side:
    """Everything that belongs to one department."""

    department: Department
    application: Application = field(init=False)
    person: Person = field(init=False)
    account: Account = field(init=False)
    campaign: Campaign = field(init=False)
    rotation: Rotation = field(init=False)
    directive: Directive = field(init=False)
    duty: Duty = field(init=False)
    incident: Incident = field(init=False)
    item: Item = field(init=False)
    handover: Handover = field(init=False)
    disposal: Disposal = field(init=False)
    organisation: Organisation = field(init=False)
    statement: PublicStatement = field(init=False)
    claim: Claim = field(init=False)
    capture: ClaimCapture = field(init=False)
    recommendation: Recommendation = field(init=False)
    message: Message = field(init=False)
    holiday: Holiday = field(init=False)
    report: LeakReport = field(init=False)
    readings: ReadingsFile = field(init=False)
    device: Device = field(init=False)
    job: Job = field(init=False)
    evidence: Evidence = field(init=False)
    attachment: Attachment = field(init=False)
    objection: DutyObjection = field(init=False)
    doubt: RotationObjection = field(init=False)
    upload: Upload = field(init=False)
    unmatched: UnmatchedLogin = field(init=False)
    photo: SlipPhoto = field(init=False)
    false_message: FalseMessage = field(init=False)
    reply: Incoming = field(init=False)
    stated: HeadStatement = field(init=False)
    draw: SampleDraw = field(init=False)
    template: WhatsAppTemplate = field(init=False)
    sessions: SessionsFile = field(init=False)
    retirement: Retirement = field(init=False)
    retirement_step: Step = field(init=False)
    retirement_proof: RetirementProof = field(init=False)
    follower: Follower = field(init=False)
    document: Document = field(init=False)
    service_check: ServiceCheck = field(init=False)
    task: Task = field(init=False)
    notice: Notice = field(init=False)
    asked: OutgoingRequest = field(init=False)
    meeting: Meeting = field(init=False)
    lessons: Review = field(init=False)
    publication: Publication = field(init=False)
    received: ReceivedDocument = field(init=False)
    consultation: Consultation = field(init=False)
    bulletin: Bulletin = field(init=False)
    addressee: Addressee = field(init=False)

    def build(self, by: User, member: User) -> None:
        code = self.department.code.lower()
        self.application = ApplicationFactory(code=f"app-{code}", owner=self.department)
        self.account = AccountFactory(application=self.application, department=self.department)
        assert self.account.holder is not None
        self.person = self.account.holder
        contact: Contact = ContactFactory(person=self.person)
        self.campaign = Campaign.objects.create(
            code=f"c-{code}",
            name=f"Penggantian {code}",
            state=Campaign.State.RUNNING,
            ordered_at=AT,
            created_at=AT,
            exposed_only=False,
            started_by=by,
        )
        self.campaign.applications.add(self.application)
        self.rotation = Rotation.objects.create(
            campaign=self.campaign,
            account=self.account,
            application=self.application,
            department=self.department,
            joined_at=AT,
            due_at=AT + timedelta(days=3),
        )
        self.directive = Directive.objects.create(
            code=f"A-2026-{code[:10]}",
            title="Arahan",
            kind="custom",
            text="Mohon dikerjakan.",
            due_at=AT + timedelta(days=3),
            ordered_at=AT,
            ordered_by=by,
        )
        self.duty = Duty.objects.create(
            directive=self.directive,
            department=self.department,
            due_at=AT + timedelta(days=3),
            changed_at=AT,
        )
        self.incident = Incident.objects.create(
            code=f"I-2026-{code[:10]}",
            title="Insiden",
            description="Uraian",
            detection_basis="team_detection",
            found_at=AT,
            created_by=by,
            created_at=AT,
        )
        self.incident.departments.add(self.department)
        PrivacyNotice.objects.create(
            code=f"PDP-2026-{code[:8]}", incident=self.incident, opened_by=by, opened_at=AT
        )
        self.item = take_in(
            incident=self.incident, upload=ContentFile(b"log", f"{code}.log"), description="Log",
            source="web01", by=by, at=AT,
        )  # fmt: skip
        self.handover = draft_handover(
            [self.item], Party("Olga", "Petugas piket", ""), Party("Pandu", "", "", "Unit siber"),
            Terms(AT, "Kantor", "Penyelidikan"), by=by, at=AT,
        )  # fmt: skip
        self.disposal = Disposal.objects.create(
            document=draft_document(
                "minutes", subject="Uji", fields={"held_at": AT, "place": "P", "text": "T"},
                by=by, at=AT,
            ),
            reason="Masa simpan", proposed_by=by, proposed_at=AT,
        )  # fmt: skip
        self.statement = PublicStatement.objects.create(
            code=f"PP-2026-{code[:10]}",
            kind="holding",
            text="Kami sedang memeriksa laporan ini.",
            written_by=by,
            written_at=AT,
        )
        self.claim = Claim.objects.create(
            code=f"K-2026-{code[:10]}",
            platform="forum",
            content="Mengaku memiliki data.",
            seen_at=AT,
            incident=self.incident,
            recorded_by=by,
            recorded_at=AT,
        )
        self.organisation = Organisation.objects.create(
            name=f"Universitas {code}", kind="university"
        )
        assert member.person is not None
        self.organisation.members.add(member.person)
        self.recommendation = Recommendation.objects.create(
            code=f"R-2026-{code[:10]}",
            organisation=self.organisation,
            author=member.person,
            title="Saran",
            text="Gunakan kata sandi baru.",
            target="all",
            urgency="week",
            tlp="green",
            submitted_at=AT,
            entered_by=member,
            decide_by=AT + timedelta(days=3),
        )
        self.holiday = Holiday.objects.create(
            day=date(2030, 1, 1 + Holiday.objects.filter(day__year=2030).count()),
            name="Libur contoh",
            kind=Holiday.Kind.LOCAL,
        )
        self.message = Message.objects.create(
            key=f"test:{code}",
            kind="example",
            person=self.person,
            contact=contact,
            channel=Message.Channel.MAIL,
            address=contact.address,
            not_before=AT,
            next_try_at=AT,
            created_at=AT,
        )
        self.report = LeakReport.objects.create(
            file_name=f"{code}.csv", sha256="0" * 64, format="table", received_at=AT,
            imported_at=AT, imported_by=by,
        )  # fmt: skip
        self.readings = ReadingsFile.objects.create(
            file_name=f"{code}-data.csv", sha256="1" * 64, imported_at=AT, imported_by=by
        )
        self.sessions = SessionsFile.objects.create(
            file_name=f"{code}-sesi.csv", sha256="4" * 64, origin="owner", shape="list",
            imported_at=AT, imported_by=by,
        )  # fmt: skip
        self.device = Device.objects.create(
            key=f"pc-{code}", name=f"PC-{code}", department=self.department
        )
        self.job = Job.objects.create(kind="test", title="Uji", started_by=by, created_at=AT)
        self._build_what_hangs_on_them(by, member.person)

    def _build_what_hangs_on_them(self, by: User, member: Person) -> None:
        about = {"name": "bukti.txt", "content_type": "text/plain", "bytes": 5, "sha256": "0" * 64}
        report = DutyReport.objects.create(
            duty=self.duty, text="Sudah.", capacity="agent", reported_by=by, reported_at=AT
        )
        self.evidence = Evidence.objects.create(
            duty=self.duty,
            report=report,
            file=ContentFile(b"bukti", "bukti.txt"),
            uploaded_by=by,
            uploaded_at=AT,
            **about,
        )
        self.capture = ClaimCapture.objects.create(
            claim=self.claim,
            file=ContentFile(b"bukti", "bukti.txt"),
            added_by=by,
            added_at=AT,
            **about,
        )
        self.attachment = Attachment.objects.create(
            recommendation=self.recommendation, file=ContentFile(b"bukti", "bukti.txt"), **about
        )
        self.objection = DutyObjection.objects.create(
            duty=self.duty, text="Keliru.", person=member, channel="page", raised_at=AT
        )
        self.doubt = RotationObjection.objects.create(
            rotation=self.rotation, person=self.person, note="Keliru.", made_at=AT
        )
        self.photo = SlipPhoto.objects.create(
            file=ContentFile(b"\xff\xd8\xff", "lembar.jpg"),
            sha256="3" * 64,
            uploaded_by=by,
            uploaded_at=AT,
        )
        Answer.objects.create(
            rotation=self.rotation,
            kind="done_password",
            person=self.person,
            given_at=AT,
            channel=Answer.Channel.DESK,
            recorded_by=by,
            slip=self.photo,
        )
        self.upload = Upload.objects.create(
            purpose=Upload.Purpose.ACCOUNTS,
            file_name="akun.csv",
            sealed_path="tidak-ada",
            bytes=1,
            sha256="2" * 64,
            uploaded_by=by,
            uploaded_at=AT,
            preview_job=self.job,
        )
        self.draw = SampleDraw.objects.create(
            campaign=self.campaign, application=self.application, seed=7, size=1,
            population=[self.rotation.pk], drawn_by=by, drawn_at=AT,
        )  # fmt: skip
        SampleLook.objects.create(draw=self.draw, rotation=self.rotation)
        self.template = WhatsAppTemplate.objects.create(
            kind="", language="id", version=WhatsAppTemplate.objects.count() + 1,
            name=f"siaga_{self.department.pk}", body="Kabar: {{isi}} Posko.", written_by=by,
            written_at=AT,
        )  # fmt: skip
        self.false_message = FalseMessage.objects.create(
            channel="whatsapp", text="Balas dengan kata sandi Anda.", digest="3" * 64,
            reported_at=AT,
        )  # fmt: skip
        self.reply = Incoming.objects.create(
            channel="whatsapp", provider_id=f"wamid.{self.department.pk}", address="6281200000001",
            text="kok bisa?", sent_at=AT, received_at=AT, person=self.person, state="waiting",
            why="unclear",
        )  # fmt: skip
        self.stated = HeadStatement.objects.create(
            number=f"P-{self.duty.pk}", duty=self.duty, person=member, capacity="head",
            channel="chat", text="Saya mengetahui.", text_version=1, proven=0, total=1,
            stated_at=AT,
        )  # fmt: skip
        self.plan = make_plan(self.department, {"name": "Backup"}, by=by, at=AT)
        self.backup_proof = BackupProof.objects.create(
            plan=self.plan, file=ContentFile(b"bukti", "bukti.txt"), uploaded_by=by,
            uploaded_at=AT, **about,
        )  # fmt: skip
        self.retirement = Retirement.objects.create(
            application=self.application, state="suspended", changed_at=AT, opened_by=by
        )
        self.retirement_step = Step.objects.create(
            retirement=self.retirement, number=f"BA-2026-{self.retirement.pk}-1",
            from_state="agreed", to_state="suspended", at=AT, by=by, by_label="Olga",
        )  # fmt: skip
        self.retirement_proof = RetirementProof.objects.create(
            retirement=self.retirement, step=self.retirement_step,
            file=ContentFile(b"bukti", "bukti.txt"), uploaded_by=by, uploaded_at=AT, **about,
        )  # fmt: skip
        self.follower = Follower.objects.create(
            retirement=self.retirement, kind="other", name="Papan nama", listed_at=AT
        )
        self.document = Document.objects.create(
            code=f"AAAA-BBBB-{self.duty.pk:04d}", kind="letter", subject="Undangan",
            nature="biasa", classification="000.6", fields={"text": "Mohon hadir."},
            drafted_by=by, drafted_at=AT, changed_by=by, changed_at=AT,
        )  # fmt: skip
        self._build_response(by)
        self.unmatched = UnmatchedLogin.objects.create(
            exposure_id=self.report.pk,
            report_id=self.report.pk,
            host="sikerja.kotacontoh.example",
            login="orang",
            login_key="orang",
        )

    def _build_response(self, by: User) -> None:
        """What the office does about the incident."""
        self.service_check = ServiceCheck.objects.create(
            incident=self.incident, application=self.application, kind="application",
            subject_key=f"application:{self.application.pk}:", tested_at=AT, tester="Olga",
            method="Masuk", result="works", recorded_by=by, recorded_at=AT,
        )  # fmt: skip
        self.task = Task.objects.create(
            incident=self.incident, title="Tugas", phase="containment", due_at=AT, given_at=AT,
            department=self.department, created_by=by, created_at=AT,
        )  # fmt: skip
        TaskPoint.objects.create(task=self.task, rank=1, text="Butir")
        self.notice = Notice.objects.create(
            code=f"PB-2026-{self.department.pk}", received_at=AT, tlp="green",
            indication="Indikasi", assets="Aset", incident=self.incident, recorded_by=by,
            recorded_at=AT,
        )  # fmt: skip
        self.asked = OutgoingRequest.objects.create(
            code=f"M-2026-{self.department.pk}", incident=self.incident, kind="help",
            receiver="agency", to="BSSN", text="Mohon bantuan.", created_by=by, created_at=AT,
        )  # fmt: skip
        self.meeting = Meeting.objects.create(
            code=f"RE-2026-{self.department.pk}", incident=self.incident, held_at=AT,
            chair="Leo", present=["Leo"], recorded_by=by, recorded_at=AT,
        )  # fmt: skip
        Decision.objects.create(meeting=self.meeting, rank=1, text="Keputusan")
        self.lessons = Review.objects.create(
            code=f"PI-2026-{self.department.pk}", incident=self.incident, held_at=AT, chair="Leo",
            present=["Leo"], happened="Bocor", root_cause="Belum diketahui", went_well=["Cepat"],
            recorded_by=by, recorded_at=AT,
        )  # fmt: skip
        Action.objects.create(review=self.lessons, rank=1, text="Tindakan")
        self.publication = Publication.objects.create(
            recommendation=self.recommendation, profile="stix", number=1, summary="Pertama",
            marking="green", name=f"r-{self.department.pk}.json", content=b"{}", sha256="0" * 64,
            about_sha256="0" * 64, published_by=by, published_at=AT,
        )  # fmt: skip
        self.received = ReceivedDocument.objects.create(
            code=f"DM-2026-{self.department.pk}", organisation=self.organisation, format="csaf",
            file=ContentFile(b"{}", "d.json"), name="d.json", bytes=2, sha256="0" * 64,
            source_id="X-1", title="Dokumen", text="Isi", tlp="green", urgency="week",
            received_by=by, received_at=AT,
        )  # fmt: skip
        self.consultation = Consultation.objects.create(
            code=f"UK-2026-{self.department.pk}", incident=self.incident, subject="Sesi lama",
            place="Daring", starts_at=AT, ends_at=AT + timedelta(hours=2), created_by=by,
            created_at=AT,
        )  # fmt: skip
        self.bulletin = Bulletin.objects.create(
            code=f"IM-2026-{self.department.pk}", title="Imbauan", text="Isi", asked="Periksa",
            severity="high", tlp="green", answer_by=AT + timedelta(days=3), target="all",
            state="sent", written_by=self.received.organisation.members.get().user, written_at=AT,
            approved_by=by, approved_at=AT,
        )  # fmt: skip
        self.addressee = Addressee.objects.create(
            bulletin=self.bulletin, department=self.department
        )


@dataclass
class World:
    """Two departments and a user for each role; stakeholders belong to `own`."""

    own: Side
    foreign: Side
    users: dict[Role, User]

    def arguments(self, side: Side) -> dict[str, Any]:
        """What an address's first segment and placeholder stand for on one side."""
        return {
            "departments": side.department.code,
            "applications": side.application.code,
            "accounts": side.account.pk,
            "campaigns": side.campaign.code,
            "rotations": side.rotation.pk,
            "directives": side.directive.code,
            "duties": side.duty.pk,
            "incidents": side.incident.code,
            "vault": side.item.code,
            "handovers": side.handover.pk,
            "disposals": side.disposal.pk,
            "received": side.item.code,
            "received-minutes": side.handover.pk,
            "advisories": side.recommendation.code,
            "statements": side.statement.code,
            "claims": side.claim.code,
            "claim-captures": side.capture.pk,
            "status": side.statement.code,
            "organisations": side.organisation.pk,
            "messages": side.message.pk,
            "told": side.message.pk,
            "holidays": side.holiday.pk,
            "leak-reports": side.report.pk,
            "leak-originals": side.upload.pk,
            "readings": side.readings.pk,
            "sessions-files": side.sessions.pk,
            "computers": side.device.pk,
            "people": side.person.pk,
            "jobs": side.job.pk,
            "evidence": side.evidence.pk,
            "attachments": side.attachment.pk,
            "objections/<int:pk>/answer/": side.objection.pk,
            "objections/<int:pk>/settle/": side.doubt.pk,
            "registers": side.upload.pk,
            "slip-photos": side.photo.pk,
            "unmatched": side.unmatched.pk,
            "backups": side.plan.pk,
            "backup-proofs": side.backup_proof.pk,
            "ping-keys": side.department.code,
            "ping": side.plan.ping_uuid,
            "draws": side.draw.pk,
            "false-messages": side.false_message.pk,
            "inbox": side.reply.pk,
            "statements-of-heads": side.stated.pk,
            "ladders": "days",
            "ready-tasks": "credential-leak",
            "hours": side.department.code,
            "message-texts": "leaked-again",  # a passage, and an example of that name
            "whatsapp-templates": side.template.pk,
            "retirements": side.retirement.pk,
            "retirement-followers": side.follower.pk,
            "retirement-minutes": side.retirement_step.pk,
            "retirement-proofs": side.retirement_proof.pk,
            "documents": side.document.pk,
            "v": side.document.code,
            "service-checks": side.service_check.pk,
            "incident-tasks": side.task.pk,
            "bssn-notices": side.notice.code,
            "requests-out": side.asked.code,
            "meetings": side.meeting.code,
            "lessons": side.lessons.code,
            "publications": side.publication.pk,
            "exchange": side.received.code,
            "consultations": side.consultation.code,
            "bulletins": side.bulletin.code,
            "department-bulletins": side.addressee.pk,
            "positions": Position.objects.order_by("pk").values_list("pk", flat=True)[0],
        }


def build_world() -> World:
    """Make both sides and one user for each role."""
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    own = Side(DepartmentFactory(code="DINSOS", name="Dinas Sosial"))
    foreign = Side(DepartmentFactory(code="DINKES", name="Dinas Kesehatan"))
    users = {
        Role.OFFICE_ADMIN: holder_of(Role.OFFICE_ADMIN, office),
        Role.DUTY_OFFICER: holder_of(Role.DUTY_OFFICER, office),
        Role.LEAD: holder_of(Role.LEAD, office),
        Role.HEAD: holder_of(Role.HEAD, own.department),
        Role.AGENT: holder_of(Role.AGENT, own.department),
        Role.APPLICATION_ADMINISTRATOR: holder_of(Role.APPLICATION_ADMINISTRATOR, own.department),
        Role.STAKEHOLDER: holder_of(Role.STAKEHOLDER),
        Role.INSPECTOR: holder_of(Role.INSPECTOR),
        Role.LEADERSHIP: holder_of(Role.LEADERSHIP),
    }
    stranger = holder_of(Role.STAKEHOLDER)
    own.build(users[Role.DUTY_OFFICER], users[Role.STAKEHOLDER])
    foreign.build(users[Role.DUTY_OFFICER], stranger)
    return World(own, foreign, users)

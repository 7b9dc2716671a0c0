"""The two guides on format as numbers: sizes in points, lengths in millimetres, each with the clause it comes from."""

from dataclasses import dataclass

from workflow.domain.paper import ProfileName


@dataclass(frozen=True, slots=True)
class Profile:
    """What one guide fixes. The defaults are what HD36 (2018) and HD05 (2026) share, Phụ lục 3."""

    name: ProfileName
    recipients_separator: str  # Nơi nhận: HD36 comma, HD05 9.2.5 semicolon; the last one ends with a full stop
    submission_word: str  # over the addressees of a tờ trình: HD36 "Kính gửi:", HD05 9.2.4 "Kính trình:"
    drafter_mark_capitals: bool  # HD36 "ABC-268"; HD05 as the drafter's name is written, "ToànKiên-12"
    page_width: float = 210  # A4
    page_height: float = 297
    margin_top: float = 20
    margin_bottom: float = 20
    margin_left: float = 30
    margin_right: float = 15
    page_number_top: float = 10  # from the paper's edge
    page_number_size: float = 14
    motto_size: float = 15  # "ĐẢNG CỘNG SẢN VIỆT NAM"
    name_size: float = 14  # superior, issuer, `*`, number, place and date
    title_size: float = 16  # 15-16
    abstract_size: float = 14  # 14-15
    letter_abstract_size: float = 12  # công văn: in italics under the number, no name of a type
    rule_size: float = 13  # the five hyphens under the abstract
    addressees_word: str = "Kính gửi:"  # công văn
    addressees_size: float = 14
    body_size: float = 14  # 14-15
    body_line: float = 18  # points "Exactly": HD36 at least 18, HD05 18-22
    body_indent: float = 10
    body_space: float = 6  # points between paragraphs, at least 6
    recipients_title_size: float = 14
    recipients_size: float = 12
    signature_size: float = 14
    urgency_size: float = 14
    circulation_size: float = 12
    draft_size: float = 14  # "Dự thảo lần 2"
    contact_size: float = 10  # at the foot of page 1
    drafter_mark_size: float = 8  # HD36; under HD05 not confirmed
    # Not confirmed by a clause we have read; kept here so that one edit changes them.
    header_left: float = 77  # column widths: working projects use 62-77 and 88-103
    signature_lines: float = 5  # empty lines between position and name: 4-5
    recipients_line: float = 15
    footnote_size: float = 11
    footnote_line: float = 13
    table_size: float = 13  # the guides give tables no size of their own; smaller than the text, as offices set them
    table_line: float = 16
    wide_table_size: float = 12  # tables of more than `wide_table_columns` columns
    wide_table_columns: int = 6
    annex_title_size: float = 14
    copy_kind_size: float = 14  # "SAO Y BẢN CHÍNH"
    proof_size: float = 8  # ours, beside the square code
    proof_side: float = 15

    @property
    def text_width(self) -> float:
        """Millimetres between the margins of an upright page."""
        return self.page_width - self.margin_left - self.margin_right

    def annex_width(self, wide: bool) -> float:
        """Millimetres between the margins of an annex, lying or upright."""
        return self.page_height - self.margin_left - self.margin_right if wide else self.text_width


PROFILES = {
    ProfileName.HD36: Profile(
        ProfileName.HD36, recipients_separator=",", submission_word="Kính gửi:", drafter_mark_capitals=True
    ),
    ProfileName.HD05: Profile(
        ProfileName.HD05, recipients_separator=";", submission_word="Kính trình:", drafter_mark_capitals=False
    ),
}

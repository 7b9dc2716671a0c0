"""Who sees what and who gets through where, for every role in every relation of organisations: what the application is
measured against, written from the design and not from its code.

A unit's relation to the owner of an object is read from `UNITS`: `own`; `superior`, the direct one; `above`, further
up; `below`, directly below; `deeper`; `sibling`, below the same superior; `body`, an advisory body of the owner or of
its superior; `cousin`, anywhere else in the tree; `stranger`, in another tree.

Who: words `relation` (any role there), `relation:role,role`, `@unit`, `@unit:role,role`, `any:role,role` (of whatever
organisation), `=name`, that very person, `everyone`, `nobody`, and:
`seen`     whoever sees the object, as `SUBJECTS` says;
`!…`       also whoever does not see the object itself, where the word after it fits;
`?`        what the address names besides may be missing: 404 is as good as getting through.
"""

# unit -> its superior; `la` is the top of another tree
UNITS = {
    "tinh": None,
    "khoi": "tinh",
    "so": "khoi",
    "phuong": "khoi",
    "thuvien": "so",
    "vanhoa": "so",
    "baotang": "so",
    "vanphong": "so",
    "bophan": "so",
    "tosach": "bophan",
    "to": "phuong",
    "ban": "so",
    "la": None,
}
BODIES = frozenset({"ban"})
# where each role of the cast is asked; those of `so` that are not here stand for "below" and "sibling" already
ASKED = ("tinh", "khoi", "so", "thuvien", "baotang", "bophan", "tosach", "phuong", "to", "ban", "la")

# subject of an address -> the unit whose it is, and who sees it
SUBJECTS = """
-         so       everyone
letter    so       everyone
shipped   so       everyone
cited     so       everyone
calendar  so       everyone
guessed   so       nobody
seat      so       nobody
draft     thuvien  own
filed     thuvien  own
spare     thuvien  own
annexed   thuvien  own
meant     thuvien  =soan.thuvien
sent      thuvien  own superior
remarked  thuvien  own superior
result    so       own
planned   so       own
round     so       own @thuvien @vanhoa @baotang @vanphong
target    thuvien  own superior
dated     thuvien  own
asked     baotang  own superior
periodic  so       own
outline   so       own
figure    so       own
urged     thuvien  own superior
matter    thuvien  own superior
brought   so       =vanphong.so
unit      thuvien  own superior above
helped    vanhoa   own superior above
stood_in  thuvien  own
change    thuvien  superior:admin above:admin
workbook  thuvien  own:admin superior:admin above:admin
kept      thuvien  own superior above
waiting   thuvien  own superior above
book      thuvien  own:clerk,office,signer,inspector,admin
arrived   so       own:clerk,office,signer,inspector,admin
handed    thuvien  own
slips     so       own
taken     baotang  own superior
passing   thuvien  own superior @ban
passed    baotang  own superior @ban
used      baotang  own superior above
joined    so       own superior
"""

# a word that stands nowhere else, by what carries it -> the unit whose it is, and who may read it
WORDS = """
draft.text        thuvien own
draft.abstract    thuvien own
draft.attachment  thuvien own
draft.annex       thuvien own
draft.returned    thuvien own
sent.text         thuvien own superior
sent.abstract     thuvien own superior above
sent.opinion      thuvien own
sent.returned     thuvien own superior:inspector above:inspector
result.text       so      own
result.left_out   so      own
plan.task         so      own
plan.abstract     so      own
clearing.said     vanhoa  own superior
round.title       so      own superior above @thuvien @vanhoa @baotang @vanphong
extension.reason  baotang own superior
schedule.title    so      own
outline.title     so      own
matter.text       thuvien own superior
import.name       so      =vanphong.so
laying.name       thuvien =soan.thuvien
day.reason        thuvien own superior above below
delegation.reason thuvien own
reorganising.why  thuvien superior:admin above:admin
workbook.name     thuvien own:admin superior:admin above:admin
certificate.of    thuvien own superior:admin above:admin
book.note         thuvien own:clerk,office,signer,inspector,admin
book.arrived      so      own:clerk,office,signer,inspector,admin
book.export       thuvien own:clerk,office,signer,inspector,admin
handed.text       thuvien own
slips.text        so      own @vanhoa
slips.note        so      own
slips.opinion     so      own
taken.text        baotang own superior
passing.text      thuvien own superior @ban
passed.text       baotang own superior @ban
passed.opinion    baotang superior @ban
used.text         baotang own superior above
joined.text       so      own superior
"""

"""What ECMA-376 part 1 (transitional) says of the order of children, for every element that the Word file may hold."""

from xml.etree import ElementTree

from tests.unit.paper.docx.reader import W

# 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69, 17.6.17, 17.9.6, 17.9.1, 17.7.4.17, 17.15.1.78: children in their order
ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
        vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
        lang eastAsianLayout specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings""",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": """writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop autoHyphenation
        evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang
        clrSchemeMapping decimalSymbol listSeparator""",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "p": "pPr r",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "num": "abstractNumId lvlOverride",
}
# what must be there: a cell without a paragraph is refused by Word, a row without a cell too
NEEDED = {"tc": "p", "tr": "tc", "tbl": "tr", "hdr": "p", "ftr": "p", "num": "abstractNumId"}


def faults(root: ElementTree.Element) -> list[str]:
    """Every element whose children are unknown to it, stand in the wrong order, or lack what must be there."""
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element]
        if name in NEEDED and NEEDED[name] not in children:
            found.append(f"{name} without {NEEDED[name]}")
        if name not in ORDER:
            continue
        order = ORDER[name].split()
        places = [order.index(child) if child in order else -1 for child in children]
        if -1 in places or places != sorted(places):
            found.append(f"{name}: {children}")
        if name == "tc" and children[-1] != "p":
            found.append("a cell that does not end with a paragraph")
    return found

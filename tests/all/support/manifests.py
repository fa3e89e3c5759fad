"""What the schemas of SCORM and cmi5 say of the manifests in a folder of unpacked packages, and whether they name every file."""

import sys
from pathlib import Path

from lxml import etree

FOLDER, SCHEMAS, EDITION = Path(sys.argv[1]), Path(sys.argv[2]).resolve(), sys.argv[3]
HERE = Path(__file__).parent
SCORM = {
    "scorm-1.2": ("scorm12edition", ["imscp_rootv1p1p2", "adlcp_rootv1p2"]),
    "scorm-2004": (f"scorm2004{EDITION}edition", ["imscp_v1p1", "adlcp_v1p3", "imsss_v1p0"]),
}


class Local(etree.Resolver):
    """Schemas that name others by an address find them in their own folder."""

    def __init__(self, folder):
        self.folder = folder

    def resolve(self, url, _id, context):
        name = url.rsplit("/", 1)[-1]
        own = "ims_xml.xsd" if name == "xml.xsd" and not (self.folder / name).exists() else name
        return self.resolve_filename(str(self.folder / own), context) if (self.folder / own).exists() else None


def schema(folder, names):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local(folder))
    imports = []
    for name in names:
        target = etree.parse(str(folder / f"{name}.xsd"), parser).getroot().get("targetNamespace")
        imports.append(f'<xs:import namespace="{target}" schemaLocation="{(folder / name).as_uri()}.xsd"/>')
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, parser))


def names_every_file(package, root):
    named = {element.get("href") for element in root.iter("{*}file")}
    there = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    there.discard("imsmanifest.xml")
    assert named == there, named ^ there


for package, (folder, names) in SCORM.items():
    root = etree.parse(str(FOLDER / package / "imsmanifest.xml"))
    schema(SCHEMAS / folder, names).assertValid(root)
    names_every_file(FOLDER / package, root)

course = etree.parse(str(FOLDER / "cmi5" / "cmi5.xml"))
etree.XMLSchema(etree.parse(str(HERE / "CourseStructure.xsd"))).assertValid(course)
print("3 manifests")

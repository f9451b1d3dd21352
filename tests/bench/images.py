"""Points every picture a page names to a server of ours: ORIGIN/image/0.png to 19.png. The same address always becomes the
same picture. Usage: images.py FOLDER ORIGIN, which rewrites FOLDER/*.html in place"""

import pathlib
import re
import sys
import zlib

PICTURES = 20
SHOWS = rb"<(?:img|source|picture|amp-img|image|video)\b"
NAMES = rb"<(?:meta|link|input|object|embed)\b"
WHOLE = rb"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
TAG = re.compile(rb"(?:" + SHOWS + rb"|" + NAMES + rb")" + WHOLE, re.I)
BROKEN_TAG = re.compile(SHOWS + rb"[^>]*>", re.I)  # quotes that are not closed
ATTRIBUTE = re.compile(rb"([\w:.-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
OUTSIDE = re.compile(rb"(?:https?:)?\\?/\\?/[\w-]+(?:\.[\w-]+)+[^\s\"'<>,()]*", re.I)
PICTURE = re.compile(rb"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|heic)(?![\w])", re.I)
SOURCE = re.compile(rb"(?:^|[-_:])(?:src|original|image|img|file|poster)|src$|image$", re.I)
DESCRIPTOR = re.compile(rb"\d+(?:\.\d+)?[wxh],?$")


def picture(origin, address):
    return b"%s/image/%d.png" % (origin, zlib.crc32(address) % PICTURES)


def rewrite_set(value, origin):
    """A srcset: addresses, each with a width or a density perhaps."""
    words = []
    for word in value.split():
        if DESCRIPTOR.match(word) or word.startswith(b"data:"):
            words.append(word)
            continue
        descriptor, comma, address = word.partition(b",")  # written without spaces: a.jpg 1x,b.jpg 2x
        if comma and address and DESCRIPTOR.match(descriptor):
            words += [descriptor + b",", picture(origin, address)]
        else:
            words.append(picture(origin, word) + (b"," if word.endswith(b",") else b""))
    return b" ".join(words)


def rewrite_attribute(match, origin, shows):
    name, equals, value = match.groups()
    quote = value[:1] if value[:1] in (b'"', b"'") else b""
    bare = value[1:-1] if quote else value
    if not bare.strip() or bare.lstrip().startswith(b"data:") or b"{" in bare:
        return match[0]
    if name.lower().endswith(b"srcset"):
        bare = rewrite_set(bare, origin)
    elif b" " not in bare.strip() and (PICTURE.search(bare) or (shows and SOURCE.search(name))):
        bare = picture(origin, bare)
    return name + equals + quote + bare + quote


def rewrite_tag(match, origin):
    shows = re.match(SHOWS, match[0], re.I) is not None
    tag = ATTRIBUTE.sub(lambda attribute: rewrite_attribute(attribute, origin, shows), match[0])
    return rewrite_rest(tag, origin) if shows else tag


def rewrite_rest(tag, origin):
    """Whatever else such a tag says of other hosts: settings of scripts, for one."""
    return OUTSIDE.sub(lambda found: found[0] if found[0].startswith(origin) else picture(origin, found[0]), tag)


def rewrite(page, origin):
    page = TAG.sub(lambda tag: rewrite_tag(tag, origin), page)
    return BROKEN_TAG.sub(lambda tag: rewrite_rest(tag[0], origin), page)


if __name__ == "__main__":
    server = sys.argv[2].encode()
    for file in pathlib.Path(sys.argv[1]).glob("*.html"):
        file.write_bytes(rewrite(file.read_bytes(), server))

#include "article/encodings.h"

#include "article/utf8.h"

#include <myencoding/encoding.h>

namespace article {

Encoding encodingFromLabel(const QByteArray& label) {
    const QByteArray wanted = label.trimmed().toLower();
    myencoding_t found = MyENCODING_NOT_DETERMINED;
    if (wanted.isEmpty() || !myencoding_by_name(wanted.constData(), size_t(wanted.size()), &found))
        return noEncoding;
    return found == MyENCODING_NOT_DETERMINED ? noEncoding : Encoding(found);
}

QByteArray encodingName(Encoding encoding) {
    size_t length = 0;
    const char* name = encoding == noEncoding ? nullptr : myencoding_name_by_id(myencoding_t(encoding), &length);
    return name ? QByteArray(name, qsizetype(length)).toLower() : QByteArray();
}

namespace {

// The library swaps the bytes of UTF-16BE, so this one is done here.
std::string fromUtf16(std::string_view bytes, bool bigEndian) {
    std::string out;
    out.reserve(bytes.size());
    const auto unit = [&](size_t at) {
        const char32_t first = quint8(bytes[at]);
        const char32_t second = quint8(bytes[at + 1]);
        return bigEndian ? first << 8 | second : second << 8 | first;
    };
    for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t code = unit(at);
        if (code >= 0xD800 && code < 0xE000) {
            const char32_t low = code < 0xDC00 && at + 3 < bytes.size() ? unit(at + 2) : 0;
            const bool pair = low >= 0xDC00 && low < 0xE000;
            code = pair ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
            at += pair ? 2 : 0;
        }
        appendUtf8(out, code);
    }
    return out;
}

// ISO-2022-JP is EUC-JP with escape sequences in place of the high bit; the library stumbles over the way back to
// ASCII.
std::string eucJpFromIso2022Jp(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    bool wide = false;
    for (size_t at = 0; at < bytes.size(); ++at) {
        const std::string_view escape = bytes.substr(at, 3);
        if (escape == "\x1B$B" || escape == "\x1B$@" || escape == "\x1B(B" || escape == "\x1B(J") {
            wide = escape[1] == '$';
            at += 2;
        } else if (bytes[at] == '\n' || bytes[at] == '<') {
            wide = wide && bytes[at] == '<';
            out.push_back(wide ? char(quint8(bytes[at]) | 0x80) : bytes[at]);
        } else {
            out.push_back(wide && quint8(bytes[at]) > 0x20 ? char(quint8(bytes[at]) | 0x80) : bytes[at]);
        }
    }
    return out;
}

bool isCharacter(const myencoding_result_t& state) {
    return state.result != 0 && state.result <= 0x10FFFF && (state.result < 0xD800 || state.result > 0xDFFF);
}

// WHATWG decoders give an ASCII byte back after an error, so that a broken lead byte cannot swallow markup.
std::string fromTables(std::string_view bytes, Encoding encoding) {
    const myencoding_custom_f step = myencoding_get_function_by_id(myencoding_t(encoding));
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    myencoding_result_t state;
    myencoding_result_clean(&state);
    bool pending = false;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < 0x80 && !pending) {
            out.push_back(each);
            continue;
        }
        const myencoding_status_t status = step(byte, &state);
        if (status == MyENCODING_STATUS_CONTINUE) {
            pending = true;
            continue;
        }
        if ((status == MyENCODING_STATUS_OK || status == MyENCODING_STATUS_DONE) && isCharacter(state)) {
            appendUtf8(out, char32_t(state.result));
            if (state.result_aux)
                appendUtf8(out, char32_t(state.result_aux));
        } else {
            appendUtf8(out, 0xFFFD);
            if (pending && byte < 0x80)
                out.push_back(each);
        }
        myencoding_result_clean(&state); // some tables forget to
        pending = false;
    }
    if (pending)
        appendUtf8(out, 0xFFFD);
    return out;
}

} // namespace

QByteArray convertToUtf8(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
    case noEncoding:
    case MyENCODING_UTF_8:
        return repairedUtf8(bytes);
    case MyENCODING_UTF_16LE:
    case MyENCODING_UTF_16BE:
        return repairedUtf8(fromUtf16(bytes, encoding == MyENCODING_UTF_16BE));
    case MyENCODING_ISO_2022_JP:
        return repairedUtf8(fromTables(eucJpFromIso2022Jp(bytes), MyENCODING_EUC_JP));
    default:
        return repairedUtf8(fromTables(bytes, encoding));
    }
}

std::array<char32_t, 128> highHalf(Encoding encoding) {
    const myencoding_custom_f step = myencoding_get_function_by_id(myencoding_t(encoding));
    std::array<char32_t, 128> table{};
    for (unsigned i = 0; i < 128; ++i) {
        myencoding_result_t state;
        myencoding_result_clean(&state);
        const myencoding_status_t status = step(static_cast<unsigned char>(0x80 + i), &state);
        table[i] = status == MyENCODING_STATUS_OK && state.result ? char32_t(state.result) : U'\uFFFD';
    }
    return table;
}

QByteArray prescanLabel(std::string_view start) {
    const char* found = nullptr;
    size_t length = 0;
    myencoding_prescan_stream_to_determine_encoding_with_found(start.data(), start.size(), &found, &length);
    return found ? QByteArray(found, qsizetype(length)) : QByteArray();
}

} // namespace article

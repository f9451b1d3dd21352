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

// WHATWG decoders prepend a byte again after an error when it is ASCII, so that a broken lead byte cannot swallow
// markup; the library's state is cleared for that.
QByteArray convertToUtf8(std::string_view bytes, Encoding encoding) {
    if (encoding == utf8Encoding || encoding == noEncoding)
        return repairedUtf8(bytes);
    const myencoding_custom_f step = myencoding_get_function_by_id(myencoding_t(encoding));
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    myencoding_result_t state;
    myencoding_result_clean(&state);
    bool pending = false;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        const myencoding_status_t status = step(byte, &state);
        if (status == MyENCODING_STATUS_CONTINUE) {
            pending = true;
            continue;
        }
        const bool good = (status == MyENCODING_STATUS_OK || status == MyENCODING_STATUS_DONE) && state.result != 0 &&
                          state.result <= 0x10FFFF && (state.result < 0xD800 || state.result > 0xDFFF);
        if (good) {
            appendUtf8(out, char32_t(state.result));
            if (state.result_aux)
                appendUtf8(out, char32_t(state.result_aux));
            state.result_aux = 0;
        } else {
            appendUtf8(out, 0xFFFD);
            myencoding_result_clean(&state);
            if (pending && byte < 0x80)
                out.push_back(byte ? each : ' ');
        }
        pending = false;
    }
    if (pending)
        appendUtf8(out, 0xFFFD);
    return repairedUtf8(out);
}

QByteArray prescanLabel(std::string_view start) {
    const char* found = nullptr;
    size_t length = 0;
    myencoding_prescan_stream_to_determine_encoding_with_found(start.data(), start.size(), &found, &length);
    return found ? QByteArray(found, qsizetype(length)) : QByteArray();
}

} // namespace article

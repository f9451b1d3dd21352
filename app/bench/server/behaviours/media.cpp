#include "bench/server/behaviours.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <iconv.h>
#include <zlib.h>

namespace bench::server {

namespace {

constexpr std::string_view sampleText =
    "<p>\u6f6e\u306e\u6e80\u3061\u5f15\u304d\u3092\u8a18\u3059\u3002</p>\n"
    "<p>\u6f6e\u6c34\u7684\u6da8\u843d\u90fd\u88ab\u8bb0\u4e0b\u3002</p>\n"
    "<p>\u041f\u0440\u0438\u043b\u0438\u0432\u044b \u0438 \u043e\u0442\u043b\u0438\u0432\u044b "
    "\u0437\u0430\u043f\u0438\u0441\u0430\u043d\u044b.</p>\n"
    "<p>Gezeiten, notiert f\u00fcr sp\u00e4ter.</p>\n";

// In `charset`; characters it has not become question marks. Empty when there is no such charset.
std::string encoded(std::string_view text, const std::string& charset) {
    iconv_t converter = iconv_open(charset.c_str(), "UTF-8");
    if (converter == iconv_t(-1)) // how iconv says so
        return {};
    std::string bytes(text.size() * 4 + 16, '\0');
    std::string input(text);
    char* from = input.data();
    char* to = bytes.data();
    std::size_t fromLeft = input.size();
    std::size_t toLeft = bytes.size();
    std::string mark = "?";
    while (fromLeft > 0 && iconv(converter, &from, &fromLeft, &to, &toLeft) == std::size_t(-1) && errno != E2BIG) {
        // Pass over one character of the UTF-8.
        do {
            ++from;
            --fromLeft;
        } while (fromLeft > 0 && (static_cast<unsigned char>(*from) & 0xc0) == 0x80);
        char* markFrom = mark.data();
        std::size_t markLeft = 1;
        iconv(converter, &markFrom, &markLeft, &to, &toLeft);
    }
    iconv_close(converter);
    bytes.resize(bytes.size() - toLeft);
    return bytes;
}

Script charset(const Request& request, std::string_view rest, Memory&) {
    const std::string name(rest);
    const std::string declared = request.parameter("header", "right");
    const std::string meta = request.parameter("meta") == "yes" ? "<meta charset=\"" + name + "\">" : "";
    const std::string page = "<!DOCTYPE html><html><head>" + meta + "<title>" + name +
                             "</title></head><body><article>" + std::string(sampleText) + "</article></body></html>\n";
    const bool known = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char character) {
        return character > 0x20 && character < 0x7f &&
               std::string_view("<>\"&;/").find(static_cast<char>(character)) == std::string_view::npos;
    });
    std::string body = known ? encoded(page, name) : std::string();
    if (body.empty())
        return answer(request, textResponse(404, "No such charset.\n"));
    std::string type = "text/html";
    if (declared != "missing")
        type += "; charset=" + (declared == "wrong" ? std::string("iso-8859-15") : name);
    return answer(request, typedResponse(type, bytesOf(std::move(body))));
}

std::string deflated(std::string_view data, int flush) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
    std::string bytes(deflateBound(&stream, data.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data())); // zlib only reads it
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    deflate(&stream, flush);
    bytes.resize(std::min<std::size_t>(bytes.size(), stream.total_out));
    deflateEnd(&stream);
    return bytes;
}

std::string littleEndian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

uLong checksumOf(std::string_view data) {
    return crc32(0, reinterpret_cast<const Bytef*>(data.data()), static_cast<uInt>(data.size()));
}

constexpr std::string_view gzipHead("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10); // RFC 1952 §2.3

std::string gzipped(std::string_view data) {
    return std::string(gzipHead) + deflated(data, Z_FINISH) +
           littleEndian(static_cast<std::uint32_t>(checksumOf(data))) +
           littleEndian(static_cast<std::uint32_t>(data.size()));
}

std::string gzipPage() {
    std::string page =
        "<!DOCTYPE html><html lang=\"en\"><head><title>Compressed</title></head><body><article><h1>Compressed"
        "</h1>";
    for (int index = 0; index < 40; ++index)
        page += "<p>Line " + std::to_string(index) + " of a page that was sent in fewer bytes than it has.</p>\n";
    return page + "</article></body></html>\n";
}

Script gzip(const Request& request, std::string_view, Memory&) {
    Response response = htmlResponse(gzipped(gzipPage()));
    response.headers.emplace_back("Content-Encoding", "gzip");
    return answer(request, response);
}

Script brokenGzip(const Request& request, std::string_view, Memory&) {
    std::string bytes = gzipped(gzipPage());
    for (std::size_t index = 40; index < bytes.size(); ++index)
        bytes[index] = static_cast<char>(bytes[index] ^ 0x5a);
    Response response = htmlResponse(std::move(bytes));
    response.headers.emplace_back("Content-Encoding", "gzip");
    return answer(request, response);
}

// A sound gzip of ?bytes= zeros, made from one compressed piece that is sent again and again.
Script gzipBomb(const Request& request, std::string_view, Memory&) {
    constexpr std::size_t pieceSize = 1024 * 1024;
    const std::uint64_t wanted = std::min<std::uint64_t>(request.numberParameter("bytes", 10'000'000'000), 1ULL << 40);
    const std::uint64_t pieces = wanted / pieceSize + 1;
    const std::string zeros(pieceSize, '\0');
    const Bytes piece = bytesOf(deflated(zeros, Z_FULL_FLUSH));
    const uLong checksumOfPiece = checksumOf(zeros);
    uLong checksum = 0;
    for (std::uint64_t index = 0; index < pieces; ++index)
        checksum = crc32_combine(checksum, checksumOfPiece, pieceSize);
    const std::string end = deflated({}, Z_FINISH) + littleEndian(static_cast<std::uint32_t>(checksum)) +
                            littleEndian(static_cast<std::uint32_t>(pieces * pieceSize));
    const std::uint64_t size = gzipHead.size() + piece->size() * pieces + end.size();
    const Response response{
        .status = 200, .headers = {{"Content-Type", "text/html"}, {"Content-Encoding", "gzip"}}, .body = {}};
    const std::string start = head(request, response, {{"Content-Length", std::to_string(size)}});
    if (request.method == "HEAD")
        return {{Send{bytesOf(start)}}, request.keepAlive};
    return {{Send{bytesOf(start + std::string(gzipHead))}, repeat(piece, pieces), Send{bytesOf(end)}},
            request.keepAlive};
}

std::string bigEndian(std::uint32_t value) {
    std::string bytes = littleEndian(value);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

std::string pngChunk(std::string_view kind, std::string_view data) {
    const std::string body = std::string(kind) + std::string(data);
    return bigEndian(static_cast<std::uint32_t>(data.size())) + body +
           bigEndian(static_cast<std::uint32_t>(checksumOf(body)));
}

// Coloured noise, which does not compress: about 3 bytes a pixel.
std::string png(std::uint32_t width, std::uint32_t height, std::uint32_t seed) {
    std::string rows;
    std::uint32_t noise = seed * 2654435761U + 1;
    for (std::uint32_t row = 0; row < height; ++row) {
        rows += '\0';
        for (std::uint32_t byte = 0; byte < width * 3; ++byte) {
            noise = noise * 1664525U + 1013904223U;
            rows += static_cast<char>(noise >> 24);
        }
    }
    uLongf size = compressBound(static_cast<uLong>(rows.size()));
    std::string packed(size, '\0');
    compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
              static_cast<uLong>(rows.size()), 1);
    packed.resize(size);
    return std::string("\x89PNG\r\n\x1a\n") +
           pngChunk("IHDR", bigEndian(width) + bigEndian(height) + std::string("\x08\x02\0\0\0", 5)) +
           pngChunk("IDAT", packed) + pngChunk("IEND", {});
}

Script image(const Request& request, std::string_view, Memory&) {
    const auto side = [&](std::string_view name) {
        return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(request.numberParameter(name, 64), 1, 2'000));
    };
    return answer(request, typedResponse("image/png", bytesOf(png(side("width"), side("height"), 1))));
}

// 0.png to 19.png: 1 to 200 KB.
Script numberedImage(const Request& request, std::string_view rest, Memory&) {
    std::uint64_t number = 0;
    if (!rest.ends_with(".png") || !parseNumber(rest.substr(0, rest.size() - 4), number))
        return answer(request, textResponse(404, "/image/ wants a number and .png.\n"));
    const auto side = static_cast<std::uint32_t>(18 + number % 20 * 12);
    return answer(request, typedResponse("image/png", bytesOf(png(side, side, static_cast<std::uint32_t>(number)))));
}

Script svg(const Request& request, std::string_view, Memory&) {
    return answer(
        request,
        typedResponse(
            "image/svg+xml",
            bytesOf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><script>alert(1)</script>"
                    "<image href=\"file:///etc/passwd\"/><circle r=\"18\" cx=\"20\" cy=\"20\"/></svg>\n")));
}

std::string onePagePdf() {
    const std::string stream = "BT /F1 24 Tf 72 720 Td (Tide table) Tj ET";
    const std::array objects{std::string("<< /Type /Catalog /Pages 2 0 R >>"),
                             std::string("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
                             std::string("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                                         "/Resources << /Font << /F1 5 0 R >> >> >>"),
                             "<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream",
                             std::string("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")};
    std::string pdf = "%PDF-1.4\n";
    std::string table = "xref\n0 6\n0000000000 65535 f \n";
    for (std::size_t index = 0; index < objects.size(); ++index) {
        const std::string offset = std::to_string(pdf.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        pdf += std::to_string(index + 1) + " 0 obj\n" + objects[index] + "\nendobj\n";
    }
    return pdf + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

Script pdf(const Request& request, std::string_view, Memory&) {
    return answer(request, typedResponse("application/pdf", bytesOf(onePagePdf())));
}

Script size(const Request& request, std::string_view rest, Memory&) {
    constexpr std::uint64_t most = 100'000'000;
    std::uint64_t wanted = 0;
    if (!parseNumber(rest, wanted) || wanted > most)
        return answer(request, textResponse(400, "/size/ wants bytes, 100,000,000 at most.\n"));
    Response response = typedResponse(request.parameter("type") == "binary" ? "application/octet-stream" : "text/html",
                                      bytesOf(std::string(static_cast<std::size_t>(wanted), 'x')));
    if (request.parameter("kind") == "chunked")
        response.framing = Response::Framing::Chunked;
    else if (request.parameter("kind") == "close")
        response.framing = Response::Framing::UntilClose;
    return answer(request, response);
}

constexpr std::array table{
    Behaviour{"/size/", "that many bytes; ?kind=length, chunked or close; ?type=binary", size},
    Behaviour{"/charset/", "a page in that charset; ?header=right, wrong or missing; ?meta=yes", charset},
    Behaviour{"/gzip", "a page with Content-Encoding: gzip", gzip},
    Behaviour{"/broken-gzip", "the same with its bytes damaged", brokenGzip},
    Behaviour{"/gzip-bomb", "a sound gzip of 10 GB of zeros, or ?bytes=", gzipBomb},
    Behaviour{"/image.png", "a picture; ?width= ?height=", image},
    Behaviour{"/image/", "0.png to 19.png, of 1 to 200 KB", numberedImage},
    Behaviour{"/svg", "a drawing with a script in it", svg},
    Behaviour{"/pdf", "a document of one page", pdf},
};

} // namespace

std::span<const Behaviour> media() {
    return table;
}

} // namespace bench::server

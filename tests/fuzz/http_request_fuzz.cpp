// SPDX-License-Identifier: GPL-3.0-or-later
// Any target, header and form is taken apart without harm, and parameters survive encoding.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "datasource/label_escaping.h"
#include "http/content_coding.h"
#include "http/listen_address.h"
#include "http/request_target.h"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto half = text.substr(0, size / 2);

    http::ServerRequest request;
    request.target = half;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = text.substr(size / 2);
    http::readTarget(request);
    if (!request.path.starts_with('/')) {
        std::abort();
    }
    if (http::parseParameters(http::encodeParameters(request.parameters)) != request.parameters) {
        std::abort();
    }
    http::chooseContentCoding(text);
    (void)http::parseListenAddress(text);
    if (isValidUtf8(text) && datasource::unescapeLabelName(datasource::escapeLabelName(text)) != text) {
        std::abort();
    }
    datasource::unescapeLabelName(text);
    return 0;
}

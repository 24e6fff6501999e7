// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/request_target.h"

#include <iterator>

#include "base/text.h"

namespace hearth::http {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

/// `http://host/path?query` without its scheme and host.
std::string_view withoutAuthority(std::string_view target) {
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos) {
        return target;
    }
    const auto path = target.find_first_of("/?", scheme + 3);
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

bool carriesForm(const ServerRequest& request) {
    const auto type = request.header("Content-Type");
    return toLowerAscii(trim(type.substr(0, type.find(';')))) == kFormType;
}

} // namespace

void readTarget(ServerRequest& request) {
    const auto target = withoutAuthority(request.target);
    const auto question = target.find('?');
    request.path = percentDecode(target.substr(0, question), false);
    if (!request.path.starts_with('/')) {
        request.path.insert(0, 1, '/');
    }
    if (carriesForm(request)) {
        request.parameters = parseParameters(request.body);
    }
    if (question != std::string_view::npos) {
        auto ofUrl = parseParameters(target.substr(question + 1));
        request.parameters.insert(request.parameters.end(), std::make_move_iterator(ofUrl.begin()),
                                  std::make_move_iterator(ofUrl.end()));
    }
}

} // namespace hearth::http

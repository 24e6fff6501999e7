// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/server.h"

#include <algorithm>

namespace hearth::http {

std::string_view ServerRequest::parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &Parameters::value_type::first);
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

bool ServerRequest::hasParameter(std::string_view name) const {
    return std::ranges::find(parameters, name, &Parameters::value_type::first) != parameters.end();
}

std::vector<std::string> ServerRequest::parameterValues(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : parameters) {
        if (key == name) {
            values.push_back(value);
        }
    }
    return values;
}

ServerResponse ServerResponse::text(int status, std::string body) {
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(body)};
}

ServerResponse ServerResponse::json(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

} // namespace hearth::http

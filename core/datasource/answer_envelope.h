// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <utility>

#include "datasource/json_document.h"

namespace hearth::datasource {

/// Reads the envelope, hands `data` (null where there is none) to `read(reader, data, root)`, and checks what the
/// reader met.
template <class Read>
auto readAnswer(std::string_view json, Read read)
    -> Result<decltype(read(std::declval<JsonReader&>(), Json(), Json()))> {
    const auto document = HEARTH_TRY(parseJson(json));
    JsonReader reader;
    if (reader.text(document, "status") != "success") {
        return fail(ErrorCode::kCorruption, "malformed answer: it does not state success");
    }
    const auto data = document.find("data");
    auto value = read(reader, data == document.end() ? Json() : *data, document);
    HEARTH_TRY(reader.result());
    return value;
}

} // namespace hearth::datasource

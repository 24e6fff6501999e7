// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/labels_code.h"

#include "base/byte_io.h"

namespace hearth::journal {

Result<model::Labels> labelsFromBytes(std::string_view bytes) {
    ByteReader reader(bytes);
    model::SortedLabelsWriter labels;
    std::string_view last;
    while (reader.ok() && !reader.atEnd()) {
        const auto name = reader.string();
        const auto value = reader.string();
        if (!reader.ok() || value.empty() || (!last.empty() && name <= last)) {
            return fail(ErrorCode::kCorruption, "damaged labels");
        }
        labels.add(name, value);
        last = name;
    }
    return labels.take();
}

} // namespace hearth::journal

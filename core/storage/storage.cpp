// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storage.h"

namespace hearth::storage {

std::string_view rejectReasonText(RejectReason reason) {
    switch (reason) {
    case RejectReason::kDuplicate:
        return "duplicate sample for timestamp";
    case RejectReason::kOutOfOrder:
        return "out of order sample";
    case RejectReason::kOutOfBounds:
        return "out of bounds";
    case RejectReason::kTooOld:
        return "too old sample";
    case RejectReason::kUnknownSeries:
        return "unknown series reference";
    }
    return "unknown";
}

} // namespace hearth::storage

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
    case RejectReason::kExemplarTooLong:
        return "label length for exemplar exceeds maximum of 128 UTF-8 characters";
    case RejectReason::kExemplarOutOfOrder:
        return "out of order exemplar";
    case RejectReason::kExemplarDuplicate:
        return "duplicate exemplar";
    case RejectReason::kExemplarsOff:
        return "exemplar storage is disabled";
    }
    return "unknown";
}

} // namespace hearth::storage

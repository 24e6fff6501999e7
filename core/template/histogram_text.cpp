// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/histogram_text.h"

#include "base/number_format.h"
#include "model/histogram_buckets.h"

namespace hearth::templates {

std::string histogramText(const model::FloatHistogram& histogram) {
    std::string out = "{count:";
    appendFloatGeneral(out, histogram.count);
    out += ", sum:";
    appendFloatGeneral(out, histogram.sum);
    for (const auto& bucket : model::allBuckets(histogram)) {
        if (bucket.count == 0) {
            continue;
        }
        out += bucket.lowerInclusive ? ", [" : ", (";
        appendFloatGeneral(out, bucket.lower);
        out += ',';
        appendFloatGeneral(out, bucket.upper);
        out += bucket.upperInclusive ? "]:" : "):";
        appendFloatGeneral(out, bucket.count);
    }
    return out += '}';
}

} // namespace hearth::templates

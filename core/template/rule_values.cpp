// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/rule_values.h"

#include <array>

#include "template/histogram_text.h"

namespace hearth::templates {
namespace {

using Arguments = std::span<const Value>;

class LabelMap final : public Map {
  public:
    explicit LabelMap(model::Labels labels)
        : m_labels(std::move(labels)) {}

    std::size_t size() const override { return m_labels.size(); }
    std::string_view keyAt(std::size_t index) const override { return pairAt(index).name; }
    Value at(std::size_t index) const override { return Value::string(std::string(pairAt(index).value)); }
    Value find(std::string_view key) const override {
        for (const auto label : m_labels) {
            if (label.name == key) {
                return Value::string(std::string(label.value));
            }
        }
        return {};
    }

  private:
    model::LabelView pairAt(std::size_t index) const {
        auto label = m_labels.begin();
        for (; index > 0; --index) {
            ++label;
        }
        return *label;
    }

    model::Labels m_labels;
};

struct HistogramObject final : Object {
    std::shared_ptr<const model::FloatHistogram> histogram;
};

const model::FloatHistogram& histogramOf(const Object& object) {
    return *static_cast<const HistogramObject&>(object).histogram;
}

template <double model::FloatHistogram::* Member>
Value histogramNumber(const Object& object) {
    return Value::real(histogramOf(object).*Member);
}

Value histogramSchema(const Object& object) {
    return Value::integer(histogramOf(object).layout.schema);
}

Value histogramThreshold(const Object& object) {
    return Value::real(histogramOf(object).layout.zeroThreshold);
}

Result<Value> histogramString(Context& /*context*/, Arguments arguments) {
    return Value::string(histogramText(histogramOf(arguments[0].toObject())));
}

struct AlertObject final : Object {
    Value labels;
    Value externalLabels;
    Value externalUrl;
    Value value;
};

template <Value AlertObject::* Member>
Value alertField(const Object& object) {
    return static_cast<const AlertObject&>(object).*Member;
}

template <Value SampleObject::* Member>
Value sampleField(const Object& object) {
    return static_cast<const SampleObject&>(object).*Member;
}

constexpr std::array kHistogramFields{
    Field{"Schema", {}, histogramSchema},
    Field{"ZeroThreshold", {}, histogramThreshold},
    Field{"ZeroCount", {}, histogramNumber<&model::FloatHistogram::zeroCount>},
    Field{"Count", {}, histogramNumber<&model::FloatHistogram::count>},
    Field{"Sum", {}, histogramNumber<&model::FloatHistogram::sum>},
};
constexpr std::array<const Type*, 1> kOfHistogram{&kHistogramType};
constexpr std::array kHistogramMethods{Function{"String", kOfHistogram, false, histogramString}};

constexpr std::array kAlertFields{
    Field{"Labels", {}, alertField<&AlertObject::labels>},
    Field{"ExternalLabels", {}, alertField<&AlertObject::externalLabels>},
    Field{"ExternalURL", {}, alertField<&AlertObject::externalUrl>},
    Field{"Value", {}, alertField<&AlertObject::value>},
};
constexpr std::array kSampleFields{
    Field{"Labels", {}, sampleField<&SampleObject::labels>},
    Field{"Value", {}, sampleField<&SampleObject::value>},
};

const Type kHistogramStructType{.kind = Kind::kStruct, .name = "histogram.FloatHistogram", .fields = kHistogramFields};
const Type kSampleStructType{.kind = Kind::kStruct, .name = "template.sample", .fields = kSampleFields};
const Type kQueryResultUnnamedType{.kind = Kind::kList, .name = "[]*template.sample", .element = &kSampleType};
const Type kAlertType{.kind = Kind::kStruct,
                      .name = "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL "
                              "string; Value interface {} }",
                      .fields = kAlertFields};

} // namespace

const Type kHistogramType{.kind = Kind::kStruct,
                          .name = "*histogram.FloatHistogram",
                          .pointee = &kHistogramStructType,
                          .methods = kHistogramMethods};
const Type kSampleType{.kind = Kind::kStruct, .name = "*template.sample", .pointee = &kSampleStructType};
const Type kQueryResultType{
    .kind = Kind::kList, .name = "template.queryResult", .element = &kSampleType, .unnamed = &kQueryResultUnnamedType};

Value labelsValue(model::Labels labels) {
    return Value::map(std::shared_ptr<const Map>(std::make_shared<const LabelMap>(std::move(labels))), kStringMapType);
}

Value histogramValue(std::shared_ptr<const model::FloatHistogram> histogram) {
    auto object = std::make_shared<HistogramObject>();
    object->histogram = std::move(histogram);
    return Value::object(kHistogramType, std::move(object));
}

Value sampleValue(const SampleValue& value) {
    if (const auto* number = std::get_if<double>(&value)) {
        return Value::real(*number);
    }
    return histogramValue(std::get<1>(value));
}

SampleObject::SampleObject(QuerySample sample)
    : labels(labelsValue(std::move(sample.labels)))
    , value(sampleValue(sample.value).boxed()) {}

Value queryResultValue(std::vector<QuerySample> samples) {
    std::vector<Value> elements;
    elements.reserve(samples.size());
    for (auto& sample : samples) {
        elements.push_back(Value::object(kSampleType, std::make_shared<const SampleObject>(std::move(sample))));
    }
    return Value::list(std::move(elements), kQueryResultType);
}

Value alertValue(AlertData data) {
    auto object = std::make_shared<AlertObject>();
    object->labels = labelsValue(std::move(data.labels));
    object->externalLabels = labelsValue(std::move(data.externalLabels));
    object->externalUrl = Value::string(std::move(data.externalUrl));
    object->value = sampleValue(data.value).boxed();
    return Value::object(kAlertType, std::move(object));
}

} // namespace hearth::templates

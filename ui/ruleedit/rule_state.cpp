// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_state.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

constexpr qsizetype kMaxText = 256 * 1024;

QJsonObject toJson(const datasource::TextMap& texts) {
    QJsonObject object;
    for (const auto& [name, text] : texts) {
        object.insert(toQString(name), toQString(text));
    }
    return object;
}

datasource::TextMap textMap(const QJsonValue& value) {
    datasource::TextMap texts;
    const auto object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        texts.emplace(it.key().toStdString(), it.value().toString().toStdString());
    }
    return texts;
}

std::string text(const QJsonObject& object, const char* name) {
    return object.value(QLatin1String(name)).toString().toStdString();
}

model::DurationMs duration(const QJsonObject& object, const char* name) {
    return std::max<model::DurationMs>(0, object.value(QLatin1String(name)).toInteger());
}

} // namespace

bool EditedRule::operator==(const EditedRule& other) const {
    return toText(*this) == toText(other);
}

QString toText(const EditedRule& rule) {
    QJsonObject object{
        {QStringLiteral("name"), toQString(rule.draft.name)},
        {QStringLiteral("group"), toQString(rule.draft.group)},
        {QStringLiteral("expression"), toQString(rule.draft.expression)},
        {QStringLiteral("for"), static_cast<qint64>(rule.draft.holdFor)},
        {QStringLiteral("keepFiringFor"), static_cast<qint64>(rule.draft.keepFiringFor)},
        {QStringLiteral("labels"), toJson(rule.draft.labels)},
        {QStringLiteral("annotations"), toJson(rule.draft.annotations)},
        {QStringLiteral("interval"), static_cast<qint64>(rule.interval)},
    };
    if (rule.place) {
        object.insert(QStringLiteral("place"),
                      QJsonObject{{QStringLiteral("file"), toQString(rule.place->file)},
                                  {QStringLiteral("group"), toQString(rule.place->group)},
                                  {QStringLiteral("index"), static_cast<qint64>(rule.place->index)}});
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<EditedRule> editedRule(const QString& json) {
    const auto document = QJsonDocument::fromJson(json.left(kMaxText).toUtf8());
    if (!document.isObject()) {
        return std::nullopt;
    }
    const auto object = document.object();
    EditedRule rule;
    rule.draft = {text(object, "group"),
                  text(object, "name"),
                  text(object, "expression"),
                  duration(object, "for"),
                  duration(object, "keepFiringFor"),
                  textMap(object.value(QLatin1String("labels"))),
                  textMap(object.value(QLatin1String("annotations")))};
    rule.interval = std::max<model::DurationMs>(model::kSecondMs, duration(object, "interval"));
    if (const auto place = object.value(QLatin1String("place")).toObject(); !place.isEmpty()) {
        rule.place = {text(place, "file"), text(place, "group"), static_cast<std::size_t>(duration(place, "index"))};
    }
    return rule;
}

} // namespace hearth::ui

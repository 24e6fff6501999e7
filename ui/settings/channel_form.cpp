// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channel_form.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

using datasource::ChannelField;
using datasource::FieldType;

constexpr int kFieldWidth = 420;
constexpr int kLeastWidth = 260;

bool isHostPort(const QString& text) {
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    return colon > 0 && isNumber && port > 0 && port < 65'536 && !text.contains(QLatin1Char(' '));
}

bool isWebAddress(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

} // namespace

ChannelForm::ChannelForm(datasource::ChannelDraft draft, QWidget* parent)
    : QWidget(parent)
    , m_draft(std::move(draft))
    , m_kind(datasource::findChannelKind(m_draft.kind)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    column->addLayout(m_grid);
    buildFields();
    m_problem = plainLabel(this);
    m_save = new QPushButton(this);
    m_save->setDefault(true);
    auto* cancel = new QPushButton(this);
    translate([this, cancel] {
        m_save->setText(m_isBusy ? tr("Saving…") : tr("Save"));
        cancel->setText(tr("Cancel"));
    });
    auto* row = new QHBoxLayout;
    row->addWidget(m_problem, 1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, &ChannelForm::saveRequested);
    connect(cancel, &QPushButton::clicked, this, &ChannelForm::canceled);
    check();
}

void ChannelForm::buildFields() {
    if (m_draft.integration.empty()) {
        m_name = new CheckedField(this);
        m_name->setObjectName(QStringLiteral("name"));
        m_name->setText(toQString(m_draft.receiver));
        connect(m_name, &QLineEdit::textChanged, this, &ChannelForm::check);
        addRow([] { return tr("Name"); }, m_name,
               [] { return tr("What routes call it. An existing name adds this channel to it."); });
    }
    if (m_draft.kind == "email") {
        addPresets();
    }
    for (const auto& field : m_kind->fields) {
        addField(field);
    }
    if (std::ranges::any_of(m_kind->fields, [](const auto& field) { return field.type == FieldType::kSecret; })) {
        addSecretPlace();
    }
}

void ChannelForm::translate(std::function<void()> setTexts) {
    setTexts();
    m_translations.push_back(std::move(setTexts));
}

void ChannelForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        for (const auto& setTexts : m_translations) {
            setTexts();
        }
        check();
    }
    QWidget::changeEvent(event);
}

void ChannelForm::addRow(const Words& name, QWidget* field, const Words& note) {
    auto* label = new QLabel(this);
    label->setBuddy(field);
    translate([label, field, name] {
        label->setText(name());
        field->setAccessibleName(name());
    });
    field->setMinimumWidth(kLeastWidth);
    field->setMaximumWidth(kFieldWidth);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
    if (note && !note().isEmpty()) {
        auto* hint = plainLabel(this);
        hint->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(hint, row + 1, 1, 1, 2);
        translate([hint, field, note] {
            hint->setText(note());
            field->setAccessibleDescription(note());
        });
    }
}

void ChannelForm::addSecretPlace() {
    auto* place = plainLabel(this);
    place->setForegroundRole(QPalette::PlaceholderText);
    m_grid->addWidget(place, m_grid->rowCount(), 1, 1, 2);
    translate([place] {
        place->setText(tr("Passwords and tokens are kept in files beside alertmanager.yml that only you can read."));
    });
}

void ChannelForm::addSecurity(const QString& value) {
    m_security = new QComboBox(this);
    m_security->setObjectName(QStringLiteral("security"));
    for (const auto* const kind : {"starttls", "tls", "none"}) {
        m_security->addItem(QString(), QString::fromLatin1(kind));
    }
    m_security->setCurrentIndex(std::max(0, m_security->findData(value)));
    connect(m_security, &QComboBox::currentIndexChanged, this, &ChannelForm::check);
    addRow([] { return ChannelText::field("security"); }, m_security, {});
    translate([this] {
        m_security->setItemText(0, tr("STARTTLS (mostly port 587)"));
        m_security->setItemText(1, tr("TLS from the start (mostly port 465)"));
        m_security->setItemText(2, tr("None: passwords and mails can be read on the way"));
    });
}

QString ChannelForm::placeholder(const ChannelField& field) const {
    const auto inherited = m_draft.inherited.find(std::string(field.key));
    const bool isInherited = inherited != m_draft.inherited.end();
    if (field.type != FieldType::kSecret) {
        return isInherited ? tr("%1 (for all, from the file)").arg(toQString(inherited->second))
                           : ChannelText::example(m_draft.kind, field.key);
    }
    const bool isKnown = std::ranges::find(m_draft.knownSecrets, field.key) != m_draft.knownSecrets.end();
    return isKnown ? tr("Unchanged; type to replace it") : isInherited ? tr("That of the file, for all") : QString();
}

void ChannelForm::addField(const ChannelField& field) {
    const std::string key(field.key);
    const auto found = m_draft.values.find(key);
    const auto value = found == m_draft.values.end() ? QString() : toQString(found->second);
    if (field.type == FieldType::kSecurity) {
        addSecurity(value);
        return;
    }
    auto* edit = new CheckedField(this);
    edit->setObjectName(toQString(key));
    edit->setText(value);
    if (field.type == FieldType::kSecret) {
        edit->setEchoMode(QLineEdit::Password);
    }
    translate([this, edit, &field] { edit->setPlaceholderText(placeholder(field)); });
    connect(edit, &QLineEdit::textChanged, this, &ChannelForm::check);
    m_fields[key] = edit;
    const bool isOptional = !field.isRequired && m_draft.kind != "email"; // few mail servers ask for no password
    const auto name = [key, isOptional] {
        return isOptional ? tr("%1 (optional)").arg(ChannelText::field(key)) : ChannelText::field(key);
    };
    addRow(name, edit, [kind = m_draft.kind, key] { return ChannelText::note(kind, key); });
}

void ChannelForm::addPresets() {
    m_presets = new QComboBox(this);
    m_presets->setObjectName(QStringLiteral("provider"));
    m_presets->addItem(QString());
    for (const auto& preset : datasource::mailPresets()) {
        m_presets->addItem(toQString(preset.name));
    }
    m_presetNote = plainLabel(this);
    m_presetNote->setForegroundRole(QPalette::PlaceholderText);
    m_presetNote->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addRow([] { return tr("Provider"); }, m_presets, {});
    m_grid->addWidget(m_presetNote, m_grid->rowCount(), 1, 1, 2);
    const auto presets = datasource::mailPresets();
    const auto host = m_draft.values.find("smarthost");
    for (std::size_t i = 0; host != m_draft.values.end() && i < presets.size(); ++i) {
        if (presets[i].smarthost == host->second) {
            m_presets->setCurrentIndex(static_cast<int>(i) + 1);
        }
    }
    translate([this] {
        m_presets->setItemText(0, tr("Another mail server"));
        showPreset();
    });
    connect(m_presets, &QComboBox::currentIndexChanged, this, &ChannelForm::applyPreset);
}

void ChannelForm::applyPreset(int index) {
    showPreset();
    if (index > 0) {
        const auto& preset = datasource::mailPresets()[static_cast<std::size_t>(index) - 1];
        m_fields.at("smarthost")->setText(toQString(preset.smarthost));
        m_security->setCurrentIndex(m_security->findData(toQString(preset.security)));
    }
}

void ChannelForm::showPreset() {
    const int index = m_presets->currentIndex();
    m_presetNote->setVisible(index > 0);
    if (index <= 0) {
        return;
    }
    const auto& preset = datasource::mailPresets()[static_cast<std::size_t>(index) - 1];
    if (!preset.needsAppPassword) {
        m_presetNote->setText(tr("The password of the account; mail programs may have to be allowed in its settings."));
    } else {
        m_presetNote->setText(
            tr("Takes a password made for programs, which is created at %1.").arg(toQString(preset.passwordPage)));
    }
}

QString ChannelForm::problemOf(const ChannelField& field, const QString& text) const {
    const bool isKnown = std::ranges::find(m_draft.knownSecrets, field.key) != m_draft.knownSecrets.end();
    if (text.isEmpty()) {
        const bool isInherited = m_draft.inherited.contains(std::string(field.key));
        return field.isRequired && !isKnown && !isInherited ? tr("This must be stated.") : QString();
    }
    bool isNumber = true;
    switch (field.type) {
    case FieldType::kAddresses:
        return text.contains(QLatin1Char('@')) || text.contains(QLatin1String("{{")) ? QString()
                                                                                     : tr("A mail address has an @.");
    case FieldType::kHostPort:
        return isHostPort(text) ? QString() : tr("A name and a port, such as smtp.example.org:587.");
    case FieldType::kUrl:
        return isWebAddress(text) ? QString() : tr("An address begins with http:// or https://.");
    case FieldType::kNumber:
        std::ignore = text.toLongLong(&isNumber);
        return isNumber ? QString() : tr("This is a whole number, perhaps with a minus sign.");
    case FieldType::kSecret:
        return field.key.ends_with("url") && !isWebAddress(text) ? tr("An address begins with http:// or https://.")
                                                                 : QString();
    default:
        return {};
    }
}

void ChannelForm::check() {
    bool isComplete = true;
    if (m_name != nullptr) {
        isComplete = !m_name->text().trimmed().isEmpty();
        m_name->setProblem(isComplete ? QString() : tr("This must be stated."));
    }
    QString first;
    for (const auto& field : m_kind->fields) {
        const auto found = m_fields.find(std::string(field.key));
        if (found == m_fields.end()) {
            continue;
        }
        const auto problem = problemOf(field, found->second->text().trimmed());
        isComplete = isComplete && problem.isEmpty();
        // What is still empty is asked for by the button, not by a row of red fields.
        const bool isTyped = !found->second->text().isEmpty();
        found->second->setProblem(isTyped ? problem : QString());
        if (isTyped && first.isEmpty() && !problem.isEmpty()) {
            first = tr("%1: %2").arg(ChannelText::field(field.key), problem);
        }
    }
    if (m_save != nullptr) {
        m_save->setEnabled(isComplete);
        m_problem->setText(isComplete ? QString() : first.isEmpty() ? tr("Fill in what is missing to save.") : first);
    }
}

bool ChannelForm::isComplete() const {
    return m_save->isEnabled();
}

datasource::ChannelDraft ChannelForm::draft() const {
    auto draft = m_draft;
    draft.secrets.clear();
    if (m_name != nullptr) {
        draft.receiver = m_name->text().trimmed().toStdString();
    }
    if (m_security != nullptr) {
        draft.values["security"] = m_security->currentData().toString().toStdString();
    }
    for (const auto& field : m_kind->fields) {
        const auto found = m_fields.find(std::string(field.key));
        if (found == m_fields.end()) {
            continue;
        }
        const auto text = found->second->text().trimmed().toStdString();
        if (field.type != FieldType::kSecret) {
            draft.values[found->first] = text;
        } else if (!text.empty()) {
            draft.secrets[found->first] = text;
        }
    }
    return draft;
}

void ChannelForm::showProblem(const QString& text) {
    m_problem->setText(text);
}

void ChannelForm::focusFirst() {
    for (const auto& field : m_kind->fields) {
        const auto found = m_fields.find(std::string(field.key));
        if (found != m_fields.end() && found->second->text().isEmpty()) {
            return found->second->setFocus(Qt::OtherFocusReason);
        }
    }
    if (!m_fields.empty()) {
        m_fields.begin()->second->setFocus(Qt::OtherFocusReason);
    }
}

void ChannelForm::setBusy(bool busy) {
    m_isBusy = busy;
    setEnabled(!busy);
    m_save->setText(busy ? tr("Saving…") : tr("Save"));
}

} // namespace hearth::ui

/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.HTMLDialog;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import javax.swing.BorderFactory;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JTextArea;

import org.gradiscope.command.GradiscopeService;
import org.gradiscope.command.KeyValues;
import org.gradiscope.imagej.WordWrap;
import org.scijava.command.CommandInfo;
import org.scijava.command.Previewable;
import org.scijava.module.Module;

/** The dialog of a command, made from the descriptions of its keys. */
final class CommandDialog extends JDialog {

	private static final long serialVersionUID = 1;

	/** Of the description, in characters. */
	private static final int WIDTH = 80;
	private static final int BORDER = 10;
	/** The keys that lists depend on. */
	private static final String MODEL = "model";
	private static final String HEAD = "head";
	private static final String LAYER = "layer";

	private final transient Module module;
	private final transient CommandInfo command;
	private final transient NetworkLoader network;
	private final HelpPane help = new HelpPane();
	private final JTextArea aboutNetwork = new JTextArea(" ");
	private final CommandForm form;
	private final FormScrollPane pane;
	private final DialogButtons buttons;
	private transient NetworkLoader.NetworkSummary known = NetworkLoader.NetworkSummary.NOTHING;
	private transient List<Suggestions.Suggestion> catalogue = List.of();
	private transient List<Component> shown = List.of();
	private String model;
	private String head;
	private String layer;
	private boolean isEditing;
	private boolean wanted;

	/**
	 * @param module previewed as the values change
	 * @param texts what the fields begin with, by key
	 * @param problem what was wrong with these values, or empty
	 */
	CommandDialog(final Module module, final GradiscopeService networks,
		final Map<String, String> texts, final String problem) {
		super(IJ.getInstance(), module.getInfo().getLabel(), true);
		this.module = module;
		command = (CommandInfo) module.getInfo();
		network = new NetworkLoader(networks, this::learn);
		form = new CommandForm(command, isStack(module), texts, this::editing, this::fit);
		pane = new FormScrollPane(form);
		buttons = new DialogButtons(this::accept, () -> end(false), this::reset, this::showHelp);
		model = text(MODEL);
		head = text(HEAD);
		layer = text(LAYER);
		form.field(MODEL).ifPresent(field -> form.addFoot(field, aboutNetwork));
		for (final KeyField field : form.fields())
			field.parts().forEach(
				part -> help.explain(part, () -> HelpPane.HelpPage.line(field.key(), field.text())));
		build();
		form.fields().stream().findFirst()
			.ifPresent(field -> help.show(() -> HelpPane.HelpPage.line(field.key(), field.text())));
		form.openFor(problem);
		help.problem(problem);
	}

	private static boolean isStack(final Module module) {
		return module.getInputs().values().stream()
			.anyMatch(input -> input instanceof final ImagePlus image && image.getStackSize() > 1);
	}

	private void build() {
		final JTextArea about = new JTextArea(WordWrap.wrap(command.getDescription(), WIDTH));
		onlyToRead(about);
		onlyToRead(aboutNetwork);
		aboutNetwork.setName("network");
		aboutNetwork.setLineWrap(true);
		aboutNetwork.setWrapStyleWord(true);
		about.setBorder(BorderFactory.createEmptyBorder(0, 0, BORDER, 0));
		final JPanel foot = new JPanel(new BorderLayout(0, BORDER));
		foot.setBorder(BorderFactory.createEmptyBorder(BORDER, 0, 0, 0));
		foot.add(help);
		foot.add(buttons, BorderLayout.SOUTH);
		final JPanel all = new JPanel(new BorderLayout());
		all.setBorder(BorderFactory.createEmptyBorder(BORDER, BORDER, BORDER, BORDER));
		all.add(about, BorderLayout.NORTH);
		all.add(pane);
		all.add(foot, BorderLayout.SOUTH);
		setContentPane(all);
		DialogFonts.unify(all);
		buttons.bind(getRootPane());
		setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				end(false);
			}
		});
	}

	private static void onlyToRead(final JTextArea text) {
		text.setEditable(false);
		text.setFocusable(false);
		text.setOpaque(false);
	}

	/** Shows the dialog until it is closed. @return whether the command is to run */
	boolean ask() {
		fit();
		GUI.centerOnImageJScreen(this);
		offer();
		CompletableFuture.supplyAsync(Suggestions::catalogue)
			.thenAccept(found -> EventQueue.invokeLater(() -> {
				catalogue = found;
				offer();
			}));
		if (form.field(MODEL).isPresent()) network.open(model, head);
		if (help.isFine()) check();
		setVisible(true);
		return wanted;
	}

	/** What the fields hold, by key. */
	Map<String, String> texts() {
		return form.texts();
	}

	private String text(final String key) {
		return form.field(key).map(KeyField::text).orElse("");
	}

	/** What a field tells may be half of a change, in whose midst nothing else may change. */
	private void editing() {
		if (!isEditing) EventQueue.invokeLater(this::edited);
		isEditing = true;
	}

	private void edited() {
		isEditing = false;
		if (!isDisplayable()) return;
		help.refresh();
		form.arrange();
		if (!form.shown().equals(shown)) fit();
		if (!text(MODEL).equals(model) || !text(HEAD).equals(head)) {
			model = text(MODEL);
			head = text(HEAD);
			network.look(model, head);
		}
		if (!text(LAYER).equals(layer)) {
			layer = text(LAYER);
			offer();
		}
		check();
	}

	private void fit() {
		shown = form.shown();
		pane.fit(this);
	}

	private void learn(final NetworkLoader.NetworkSummary now) {
		known = now;
		aboutNetwork.setText(now.line().isEmpty() ? " " : now.line());
		aboutNetwork.setForeground(DialogFonts.colour(now.isProblem()));
		// It may take more lines than before.
		if (isShowing()) fit();
		offer();
	}

	private void offer() {
		final Suggestions offers = new Suggestions(known, layer, catalogue);
		form.fields().forEach(field -> field.offer(offers));
	}

	/** Without values that the keys can have, there is no OK and no preview. */
	private void check() {
		try {
			KeyValues.parse(command, texts(), List.of()).forEach(module::setInput);
			help.problem("");
			buttons.allow(true);
			if (module.getDelegateObject() instanceof final Previewable previewable)
				previewable.preview();
		}
		catch (final IllegalArgumentException e) {
			help.problem(e.getMessage());
			buttons.allow(false);
			// What was previewed is not what these values would give.
			if (module.getDelegateObject() instanceof final Previewable previewable) previewable.cancel();
		}
	}

	private void reset() {
		final Map<String, String> defaults = LastUsedValues.defaults(command);
		form.fields().forEach(field -> field.show(defaults.get(field.name())));
	}

	private void showHelp() {
		new HTMLDialog(this, getTitle() + " Help", HelpPane.HelpPage.of(command));
	}

	private void accept() {
		check();
		if (help.isFine()) end(true);
	}

	private void end(final boolean isWanted) {
		wanted = isWanted;
		network.forget();
		if (!isWanted && module.getDelegateObject() instanceof final Previewable previewable)
			previewable.cancel();
		dispose();
	}
}

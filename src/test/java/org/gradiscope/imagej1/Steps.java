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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.MultiLineLabel;
import ij.plugin.frame.Recorder;

import java.awt.Dialog;
import java.awt.Label;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JTextField;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;

/** What the scenarios share: the commands run by Java, fields, pixels. Each begins with an empty ImageJ. */
abstract class Steps implements AutoCloseable {

	final Desk desk;

	final Context context = new Context(
		List.of(DefaultGradiscopeService.class, CommandService.class, StatusService.class), true);

	Steps(final Desk desk) {
		this.desk = desk;
		context.service(LogService.class).setLevel(LogLevel.NONE);
	}

	@Override
	public final void close() {
		context.dispose();
	}

	static CommandInfo info(final String command) {
		return CommandSession.get().find(command);
	}

	static String entry(final String command) {
		return info(command).getMenuPath().getLeaf().getName();
	}

	static JDialog openDialog(final String command) {
		IJ.doCommand(entry(command));
		return Desk.dialog(JDialog.class, info(command).getLabel());
	}

	/** As Java callers run it, and as it runs without windows. */
	final CommandModule run(final String command, final ImagePlus image,
		final Map<String, String> texts) throws Exception {
		final Map<String, Object> values = new HashMap<>();
		for (final ModuleItem<?> key : Keys.of(info(command))) {
			final String text = texts.get(key.getName());
			if (text != null) values.put(key.getName(),
				key.getType() == String.class ? text : KeyValues.value(key, text));
		}
		if (image != null && Keys.takesImage(info(command))) values.put("input", image);
		return context.service(CommandService.class)
			.run(info(command).getDelegateClassName(), true, values).get();
	}

	static ImagePlus first(final CommandModule module) {
		for (final ModuleItem<?> item : module.getInfo().outputs())
			if (module.getOutput(item.getName()) instanceof ImagePlus image) return image;
		throw new AssertionError("No image came out.");
	}

	static void assertSame(final ImagePlus expected, final ImagePlus actual) {
		assertEquals(expected.getStackSize(), actual.getStackSize());
		for (int slice = 1; slice <= expected.getStackSize(); slice++)
			assertArrayEquals(pixels(expected, slice), pixels(actual, slice));
	}

	static float[] pixels(final ImagePlus image, final int slice) {
		final float[][] all =
			image.getStack().getProcessor(slice).duplicate().convertToFloatProcessor().getFloatArray();
		final float[] flat = new float[all.length * all[0].length];
		for (int x = 0; x < all.length; x++)
			System.arraycopy(all[x], 0, flat, x * all[0].length, all[0].length);
		return flat;
	}

	/** Sets a field, as typing does; those that are not seen are shown first. */
	static void set(final JDialog dialog, final String key, final String text) {
		final JComponent field = Desk.part(dialog, key);
		if (!field.isShowing()) Desk.later(Desk.<JButton>part(dialog, "advanced")::doClick);
		assertTrue(field.isShowing(), key + " is not among the fields");
		Desk.later(() -> set(field, text));
		// What follows from it comes after it.
		Desk.later(() -> {});
	}

	private static void set(final JComponent field, final String text) {
		if (field instanceof JComboBox<?> choice) choice.setSelectedItem(text);
		else if (field instanceof JCheckBox box) box.setSelected(Boolean.parseBoolean(text));
		else((JTextField) field).setText(text);
	}

	/** What a field holds. */
	static String text(final JDialog dialog, final String key) {
		final JComponent field = Desk.part(dialog, key);
		if (field instanceof JComboBox<?> choice) return String.valueOf(choice.getSelectedItem());
		return field instanceof JCheckBox box ? String.valueOf(box.isSelected())
			: ((JTextField) field).getText();
	}

	static Thread thread(final String name) {
		return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().endsWith(name))
			.findAny().orElse(null);
	}

	static String recorded(final String entry) {
		final List<String> lines = Recorder.getInstance().getText().lines()
			.filter(l -> l.startsWith("run(\"" + entry + "\"")).toList();
		assertEquals(1, lines.size(), Recorder.getInstance().getText());
		return lines.get(0);
	}

	static String text(final Dialog dialog) {
		return Desk.parts(dialog, MultiLineLabel.class).stream().map(Steps::text).reduce("",
			String::concat) +
			Desk.parts(dialog, Label.class).stream().map(Label::getText).reduce("", String::concat);
	}

	/** The label tells nobody its lines. */
	static String text(final MultiLineLabel label) {
		try {
			final Field field = MultiLineLabel.class.getDeclaredField("lines");
			field.setAccessible(true);
			return String.join(" ", (String[]) field.get(label));
		}
		catch (final ReflectiveOperationException e) {
			throw new AssertionError(e);
		}
	}
}

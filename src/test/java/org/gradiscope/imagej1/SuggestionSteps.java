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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JTextArea;

import org.gradiscope.model.ModelException;

/** The scenarios of what dialogs offer: lists, and what was used last. */
final class SuggestionSteps extends Steps {

	private static final List<String> PATTERNS = List.of("background", "haze", "nuclei", "filaments",
		"membranes", "puncta", "vesicles", "sarcomeres", "neurites", "bacteria", "grid", "tissue");

	SuggestionSteps(final Desk desk) {
		super(desk);
	}

	/** What the list of a field has. */
	private static List<String> list(final JDialog dialog, final String key) {
		final JComboBox<?> box = (JComboBox<?>) Desk.<JComponent>part(dialog, key).getParent();
		final List<String> list = new ArrayList<>();
		Desk.later(() -> {
			for (int i = 0; i < box.getItemCount(); i++)
				list.add(box.getItemAt(i).toString());
		});
		return list;
	}

	private static void choose(final JDialog dialog, final String key, final String value) {
		final JComboBox<?> box = (JComboBox<?>) Desk.<JComponent>part(dialog, key).getParent();
		Desk.later(() -> box.setSelectedIndex(list(box).indexOf(value)));
	}

	private static List<String> list(final JComboBox<?> box) {
		final List<String> list = new ArrayList<>();
		for (int i = 0; i < box.getItemCount(); i++)
			list.add(box.getItemAt(i).toString());
		return list;
	}

	private static boolean says(final JDialog dialog, final String words) {
		return Desk.parts(dialog, JLabel.class).stream()
			.anyMatch(l -> l.isShowing() && l.getText().contains(words));
	}

	/** The network inside, whose classes have other names. */
	private static Path renamed() throws IOException {
		final Path folder = Files.createTempDirectory("renamed");
		try (
			InputStream graph = ModelException.class.getResourceAsStream("micropatterns/frozen_graph.pb");
			InputStream yaml =
				ModelException.class.getResourceAsStream("micropatterns/gradiscope.yaml")) {
			Files.copy(graph, folder.resolve("frozen_graph.pb"));
			Files.writeString(folder.resolve("gradiscope.yaml"),
				new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
					.replace("[background, haze, nuclei,", "[empty, fog, cores,"));
		}
		return folder;
	}

	void theListsAreOfTheNetworkAtHand() throws IOException {
		final Path folder = renamed();
		desk.open("nuclei-8bit.tif");
		final JDialog dialog = openDialog("saliency-map");
		final List<String> classes = new ArrayList<>(List.of("top", "top2-top1"));
		classes.addAll(PATTERNS);
		Desk.until("the classes", () -> list(dialog, "target").equals(classes));
		set(dialog, "method", "grad-cam");
		assertEquals(List.of("auto", "conv1", "conv2", "conv3", "conv4", "conv5", "conv6", "conv7"),
			list(dialog, "layer"));
		set(dialog, "target", "nuclei");
		set(dialog, "model", folder.toString());
		Desk.until("the other network's classes", () -> list(dialog, "target").contains("cores"));
		assertFalse(list(dialog, "target").contains("nuclei"));
		// What is typed stays.
		assertEquals("nuclei", text(dialog, "target"));
		set(dialog, "model", "/nowhere");
		Desk.until("what is wrong", () -> Desk.<JTextArea>part(dialog, "network").getText()
			.startsWith("There is no model '/nowhere'"));
		Desk.later(() -> {});
		final JTextArea line = Desk.part(dialog, "network");
		assertTrue(line.getHeight() >= line.getPreferredSize().height, "all of it is seen");
		assertEquals(List.of("top", "top2-top1"), list(dialog, "target"));
		assertTrue(Desk.button(dialog, "OK").isEnabled());
		Desk.press(dialog, "Cancel");
	}

	void channelsAreThoseOfTheLayer() {
		final JDialog dialog = openDialog("feature-visualization");
		Desk.until("the layers", () -> list(dialog, "layer").contains("conv2"));
		choose(dialog, "layer", "conv2");
		Desk.until("its channels", () -> list(dialog, "channel").size() > 2);
		assertEquals(List.of("all", "0", "1", "2"), list(dialog, "channel").subList(0, 4));
		Desk.press(dialog, "Cancel");
	}

	void imagesThatAreOpenAreOffered() {
		desk.open("nuclei-8bit.tif");
		final int first = IJ.createImage("twice", 40, 40, 1, 8).getID();
		IJ.newImage("twice", "8-bit", 40, 40, 1);
		IJ.newImage("twice", "8-bit", 40, 40, 1);
		assertTrue(first < 0);
		final JDialog dialog = openDialog("deep-dream");
		final List<String> guides = list(dialog, "guide");
		assertEquals(List.of("", "nuclei-8bit.tif"), guides.subList(0, 2));
		assertEquals(Set.of(String.valueOf(WindowManager.getIDList()[1]),
			String.valueOf(WindowManager.getIDList()[2])), Set.copyOf(guides.subList(2, 4)));
		Desk.press(dialog, "Cancel");
	}

	void networksAreOffered() throws IOException {
		final Path folder = renamed();
		desk.open("nuclei-8bit.tif");
		final JDialog dialog = openDialog("classify");
		Desk.until("the catalogue", () -> list(dialog, "model").contains("inception-v1"));
		assertEquals("micropatterns", list(dialog, "model").get(0));
		assertEquals(1, Collections.frequency(list(dialog, "model"), "micropatterns-robust"));
		set(dialog, "model", folder.toString());
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Classify...") == null);
		final JDialog other = openDialog("model-info");
		assertEquals(List.of(folder.toString(), "micropatterns"), list(other, "model").subList(0, 2));
		assertEquals("micropatterns", text(other, "model"));
		Desk.press(other, "Cancel");
		final JDialog matrix = openDialog("transfer-matrix");
		choose(matrix, "models", folder.toString());
		Desk.until("both", () -> text(matrix, "models").equals("micropatterns; " + folder));
		Desk.press(matrix, "Cancel");
	}

	void whatWasUsedLastIsOfferedInDialogsOnly() {
		desk.open("nuclei-8bit.tif");
		final JDialog dialog = openDialog("classify");
		set(dialog, "top", "3");
		set(dialog, "title", "mine");
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Classify...") == null);
		IJ.selectWindow("nuclei-8bit.tif");
		assertEquals("5", IJ.runMacro(
			"run(\"Classify...\", \"chart=false title=all\"); return \"\" + Table.size(\"all-table\");"));
		final JDialog again = openDialog("classify");
		assertEquals("3", text(again, "top"));
		assertEquals("auto", text(again, "title"));
		Desk.press(again, "Reset");
		Desk.until("the default", () -> text(again, "top").equals("5"));
		Desk.press(again, "Cancel");
		final JDialog canceled = openDialog("classify");
		assertEquals("3", text(canceled, "top"));
		Desk.press(canceled, "Cancel");
	}

	void nobodyAgreesTwiceUnasked() {
		final JDialog dialog = openDialog("download-model");
		set(dialog, "download", "true");
		set(dialog, "unverified", "true");
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Download Model...") == null);
		final JDialog again = openDialog("download-model");
		assertEquals("false", text(again, "download"));
		assertEquals("false", text(again, "unverified"));
		Desk.press(again, "Cancel");
	}

	void whatIsNotShownHasItsDefault() {
		desk.open("nuclei-8bit.tif");
		new Recorder();
		final JDialog dialog = openDialog("adversarial-perturbation");
		set(dialog, "epsilon", "5");
		set(dialog, "method", "deepfool");
		assertFalse(Desk.<JComponent>part(dialog, "epsilon").isShowing());
		set(dialog, "overshoot", "0.05");
		// Two classes are soon differentiated.
		set(dialog, "candidates", "2");
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Adversarial Perturbation...") == null);
		final String line = recorded("Adversarial Perturbation...");
		assertTrue(line.contains(" epsilon=auto ") && line.contains(" overshoot=0.05 "), line);
		// What is hidden and not as usual is named.
		IJ.selectWindow("nuclei-8bit.tif");
		final JDialog again = openDialog("adversarial-perturbation");
		assertTrue(says(again, "Overshoot"));
		final JButton advanced = Desk.part(again, "advanced");
		Desk.later(advanced::doClick);
		assertEquals("0.05", text(again, "overshoot"));
		Desk.press(again, "Cancel");
		assertEquals("0.05", Prefs.get("gradiscope.adversarial-perturbation.overshoot", ""));
	}
}

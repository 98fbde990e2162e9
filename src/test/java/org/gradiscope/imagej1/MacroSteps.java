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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.awt.Toolkit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import javax.swing.JDialog;

import org.gradiscope.cli.Main;
import org.gradiscope.command.Keys;
import org.gradiscope.testing.Micropatterns;
import org.scijava.module.ModuleItem;

/** The scenarios of macros and the recorder. */
final class MacroSteps extends Steps {

	/** Quick ones; what a command is given in its dialog to be replayed. */
	/** Another network. */
	private static final Path COPY = copy();

	private static final Map<String, Map<String, String>> VALUES = Map.ofEntries( //
		Map.entry("classify", Map.of("top", "3")), //
		Map.entry("saliency-map", Map.of("method", "gradient", "view", "map")), //
		Map.entry("check-saliency",
			Map.of("method", "gradient", "cascade", "1", "curvesteps", "2", "changes", "2")), //
		Map.entry("compare-networks", Map.of("against", COPY.toString(), "method", "gradient")), //
		Map.entry("explain-objects", Map.of("objects", "grid", "pieces", "4", "coalitions", "8")), //
		Map.entry("deep-dream",
			Map.of("octaves", "2", "steps", "2", "jitter", "3", "title", "a dream")), //
		Map.entry("style-transfer",
			Map.of("style", "nuclei-8bit.tif", "steps", "2", "title", "restyled nuclei")), //
		Map.entry("texture", Map.of("steps", "2", "width", "48", "height", "40")), //
		Map.entry("feature-visualization",
			Map.of("layer", "conv3", "channel", "2", "size", "32", "steps", "3")), //
		Map.entry("fooling-image", Map.of("target", "grid", "size", "32", "steps", "3")), //
		Map.entry("adversarial-perturbation", Map.of("steps", "2", "epsilon", "3.5")), //
		Map.entry("adversarial-patch",
			Map.of("others", "@nuclei-8bit.tif", "steps", "2", "batch", "1")), //
		Map.entry("robustness-curve",
			Map.of("labels", "prediction", "methods", "fgsm", "epsilons", "0, 2", "axis", "log")), //
		Map.entry("transfer-matrix",
			Map.of("models", "micropatterns;" + COPY, "method", "fgsm", "epsilon", "4")), //
		Map.entry("check-photograph", Map.of("title", "straightened nuclei")), //
		Map.entry("loss-surface", Map.of("points", "5", "directions", "2", "epsilon", "4")), //
		Map.entry("top-patches",
			Map.of("layer", "conv2", "channel", "0-2", "perimage", "all", "count", "4")), //
		Map.entry("kernels", Map.of("layer", "conv2", "view", "stack")), //
		Map.entry("activations", Map.of("layers", "conv3", "count", "9")));

	MacroSteps(final Desk desk) {
		super(desk);
	}

	private static Path copy() {
		try {
			return Micropatterns.copy(Files.createTempDirectory("copy"));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** With the paths of test images. */
	private Map<String, String> values(final String command) {
		final Map<String, String> values = new HashMap<>(VALUES.get(command));
		values.replaceAll((key, text) -> text.startsWith("@") ? desk.path(text.substring(1)) : text);
		return values;
	}

	void theRecordedLineReplays(final String command) throws Exception {
		final ImagePlus image = desk.open("nuclei-8bit.tif");
		image.setRoi(40, 40, 64, 64);
		new Recorder();
		final JDialog dialog = openDialog(command);
		values(command).forEach((key, text) -> set(dialog, key, text));
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread(entry(command)) == null);
		final ImagePlus shown = WindowManager.getCurrentImage();
		assertSame(first(run(command, image, values(command))), shown);
		final String line = recorded(entry(command));
		assertTrue(line.matches(".*[ \"]models?=micropatterns(;" + COPY + ")? .*"), line);
		for (final ModuleItem<?> key : Keys.of(info(command)))
			assertTrue(line.matches(".*[ \"]" + key.getName() + "=.*"), key.getName() + " in " + line);
		IJ.selectWindow(image.getID());
		assertNull(IJ.runMacro(line));
		final ImagePlus again = WindowManager.getCurrentImage();
		assertTrue(again != shown && again != image);
		assertSame(shown, again);
	}

	void theLineIsTheOneThatFijiRecords() {
		desk.open("nuclei-8bit.tif");
		new Recorder();
		final JDialog dialog = openDialog("classify");
		set(dialog, "title", "two words");
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Classify...") == null);
		assertEquals(
			"run(\"Classify...\", \"model=micropatterns head=auto alsoinput= weights=trained slices=all pad=true " +
				"top=5 chart=true title=[two words]\");",
			recorded("Classify..."));
	}

	void aFolderNeedsNoOpenImage() {
		assertEquals("1,vesicles-curve",
			IJ.runMacro("run(\"Robustness Curve...\", \"folder=[" + desk.path("vesicles-zstack.tif") +
				"] labels=prediction methods=fgsm epsilons=[0, 4] " +
				"title=vesicles-curve\"); return \"\" + nImages + \",\" + getTitle();"));
	}

	void furtherLinesWorkOnTheResult(final String batch) throws Exception {
		final String answer = IJ.runMacro("setBatchMode(" + batch + "); open(\"" +
			desk.path("nuclei-8bit.tif") + "\"); makeRectangle(40, 40, 64, 64);" +
			"run(\"Deep Dream...\", \"octaves=1 steps=2 title=first\"); one = getTitle();" +
			"run(\"Invert\"); inverted = getPixel(50, 50);" + "selectImage(\"nuclei-8bit.tif\");" +
			"run(\"Adversarial Perturbation...\", \"steps=2 method=pgd\"); two = getTitle();" +
			"selectImage(\"first\"); dream = getPixel(50, 50); before = nImages;" +
			"selectImage(\"nuclei-8bit.tif\"); run(\"Saliency Map...\", \"view=map\");" +
			"selectImage(\"nuclei-8bit-smoothgrad\"); type = bitDepth();" +
			"return one + \",\" + two + \",\" + (inverted == dream) + \",\" + dream + \",\" + before + " +
			"\",\" + type + \",\" + nImages;");
		final ImagePlus image = IJ.openImage(desk.path("nuclei-8bit.tif"));
		image.setRoi(40, 40, 64, 64);
		final ImagePlus dream = first(run("deep-dream", image, Map.of("octaves", "1", "steps", "2")));
		dream.setRoi(image.getRoi());
		dream.getProcessor().invert();
		// With windows, an attack opens what it made of the image alone; a plot and the difference are for batches.
		final String images = batch.equals("true") ? ",5,32,6" : ",3,32,4";
		assertEquals("first,nuclei-8bit-pgd,1," + dream.getProcessor().get(50, 50) + images, answer);
	}

	void keysAloneAndKeysLeftOutAreUnderstood() throws Exception {
		desk.open("two-patterns.tif");
		assertEquals("2",
			IJ.runMacro("run(\"Classify...\", \"chart title=bars\"); return \"\" + nImages;"));
		assertEquals("bars", WindowManager.getCurrentImage().getTitle());
		assertEquals("2", IJ.runMacro("run(\"Classify...\", \"chart=false\"); return \"\" + nImages;"));
	}

	void aLivePictureGrowsAndGoes() {
		final Thread macro = new Thread(() -> IJ.runMacro("run(\"Feature Visualization...\", " +
			"\"layer=conv3 channel=2 size=128 steps=300 live=true title=grown\");"), "macro");
		macro.start();
		final String title = "grown (growing)";
		final ImagePlus live = Desk.await("a live picture", () -> WindowManager.getImage(title));
		final int[] first = (int[]) live.getProcessor().getPixelsCopy();
		Desk.until("another picture",
			() -> !Arrays.equals(first, (int[]) live.getProcessor().getPixels()));
		Desk.until("the command's end", () -> !macro.isAlive());
		assertNull(WindowManager.getImage(title));
		assertEquals("grown", WindowManager.getCurrentImage().getTitle());
	}

	/** Runs a macro that fails, dismisses its message. @return the message */
	private String error(final String macro) throws Exception {
		final FutureTask<String> task =
			new FutureTask<>(() -> IJ.runMacro(macro + " return \"not aborted\";"));
		new Thread(task, "macro").start();
		final GenericDialog dialog = Desk.dialog(GenericDialog.class, "Macro Error");
		final String text = text(dialog);
		assertTrue(dialog.getWidth() <= Toolkit.getDefaultToolkit().getScreenSize().width, text);
		Desk.press(dialog, "OK");
		assertNull(task.get());
		final int end = text.indexOf(" in line 1");
		assertTrue(end > 0, text);
		return text.substring(0, end);
	}

	void theLineOfAnErrorIsTheSameEverywhere(final String arguments) throws Exception {
		final String[] words = arguments.split(" ");
		final String name = words[0];
		final String key = words[1];
		desk.open("membranes-rgb.tif");
		final String line = error("run(\"" + entry(name) + "\", \"" + key + "\");");
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final List<String> call = new ArrayList<>(List.of(name, key, "output=results/"));
		if (Keys.takesImage(info(name))) call.add("input=" + desk.path("membranes-rgb.tif"));
		final PrintStream print = new PrintStream(err);
		assertTrue(Main.run(call.toArray(String[]::new), print, print) != 0);
		assertEquals("gradiscope: " + line, err.toString().trim());
		final Map<String, String> values = Map.of(key.split("=")[0], key.split("=")[1]);
		Throwable thrown = assertThrows(ExecutionException.class,
			() -> run(name, WindowManager.getCurrentImage(), values));
		while (thrown.getCause() != null && !line.equals(thrown.getMessage()))
			thrown = thrown.getCause();
		assertEquals(line, thrown.getMessage());
		assertEquals(1, WindowManager.getImageCount());
	}

	void keysThatThereAreNotAbortTheMacro() throws Exception {
		desk.open("membranes-rgb.tif");
		assertTrue(error("run(\"Classify...\", \"colour=red\");").startsWith(
			"The command classify has no key 'colour'; its keys are model, head, alsoinput, weights, slices, pad, top"));
		assertEquals("The key 'top' is a whole number, but 'abc' was given.",
			error("run(\"Classify...\", \"top=abc\");"));
		assertEquals("The key 'slices' is one of all, current, but 'some' was given.",
			error("run(\"Classify...\", \"slices=some\");"));
		assertTrue(error("run(\"Classify...\", \"title=[not closed\");").contains("is not closed"));
	}
}

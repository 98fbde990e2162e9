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

package org.gradiscope.tools;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.tools.ContactSheet.Panel;

/** The picture of the page on patches: one that was learnt on drawings, and drawings that it has not seen, before and after. */
public final class PatchSheet {

	private static final int SIDE = 64;
	/** A tenth of the area. */
	private static final int PATCH = 20;
	private static final int EACH = 12;
	/** Panels in a row. */
	private static final int ACROSS = 5;
	private static final int HEIGHT = 192;

	private final Path folder;

	private PatchSheet(final Path folder) {
		this.folder = folder;
	}

	/** Argument: the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final PatchSheet sheet = new PatchSheet(Files.createDirectories(Path.of(arguments[0])));
		final Path drawings = sheet.write(drawings(), "drawings", "tif");
		final Path patch = sheet.folder.resolve("patch.tif");
		CommandExample.run("adversarial-patch", "input=" + drawings, "target=bacteria", "place=fixed",
			"steps=400", "variation=0", "output=" + patch);
		System.out.println(ContactSheet.write(
			sheet.rows(patch, IJ.openImage(sheet.folder.resolve("patch-images.tif").toString())), HEIGHT,
			sheet.folder.resolve("adversarial-patch.jpg")));
		System.exit(Main.DONE);
	}

	/** Fresh ones of every class, with a selection in the middle. */
	private static ImagePlus drawings() {
		final ImagePlus drawings = Drawings.ofEveryClass(SIDE, EACH);
		drawings.setRoi((SIDE - PATCH) / 2, (SIDE - PATCH) / 2, PATCH, PATCH);
		return drawings;
	}

	/** The patch; then a drawing of each class with it that fools, each with what the network said and says. */
	private List<List<Panel>> rows(final Path patch, final ImagePlus images) throws IOException {
		final List<Panel> panels = new ArrayList<>(List.of(new Panel("the patch, 20x20", patch)));
		final Set<String> shown = new HashSet<>();
		for (int slice = 1; slice <= images.getStackSize() && panels.size() < 2 * ACROSS; slice++) {
			final String label = images.getStack().getSliceLabel(slice);
			if (!label.endsWith("fooled") || !shown.add(label.split(" ")[0])) continue;
			final ImageProcessor image = images.getStack().getProcessor(slice);
			panels.add(new Panel(label.substring(label.indexOf(", ") + 2, label.lastIndexOf(',')),
				write(new ImagePlus("", image), "image-" + slice, "png")));
		}
		return List.of(panels.subList(0, ACROSS), panels.subList(ACROSS, panels.size()));
	}

	private Path write(final ImagePlus image, final String name, final String extension)
		throws IOException {
		final Path file = folder.resolve(name + "." + extension);
		ImageFiles.write(image, extension, file);
		return file;
	}
}

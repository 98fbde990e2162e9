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
import ij.plugin.filter.EDM;
import ij.process.AutoThresholder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tools.ContactSheet.Panel;

/** The picture of the page on objects: which of some nuclei make the network say so. */
public final class ObjectSheet {

	private static final int SIDE = 160;
	private static final int HEIGHT = 320;

	private ObjectSheet() {}

	/** Arguments: the folder of the test images, and the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final Path folder = Path.of(arguments[1]);
		Files.createDirectories(folder);
		final Path image = folder.resolve("nuclei.tif");
		final Path mask = folder.resolve("mask.tif");
		write(Path.of(arguments[0], "nuclei-8bit.tif"), image, mask);
		final Path nuclei = explained(folder, image, mask, "nuclei");
		final Path vesicles = explained(folder, image, mask, "vesicles");
		System.out
			.println(
				ContactSheet
					.write(
						List.of(
							List.of(new Panel("the image", image), new Panel("target=nuclei", nuclei),
								new Panel("target=vesicles", vesicles)),
							List.of(new Panel("the strongest of the nuclei for the target nuclei",
								folder.resolve("nuclei-objects-bars.tif")))),
						HEIGHT, folder.resolve("objects.jpg")));
		System.exit(Main.DONE);
	}

	private static Path explained(final Path folder, final Path image, final Path mask,
		final String target) {
		final Path file = folder.resolve(target + "-objects.tif");
		CommandExample.run("explain-objects", "input=" + image, "objects=" + mask, "target=" + target,
			"output=" + file);
		return file;
	}

	/** A part of an image of nuclei, and a mask of them: by Otsu's threshold, those that touch cut apart. */
	private static void write(final Path source, final Path image, final Path mask)
		throws IOException {
		final ImageProcessor whole = ImageFileReader.open(source).getProcessor();
		whole.setRoi(0, 0, SIDE, SIDE);
		final ImageProcessor part = whole.crop();
		IJ.save(new ImagePlus("nuclei", part), image.toString());
		final ImageProcessor smooth = part.duplicate();
		smooth.blurGaussian(1.5);
		final ByteProcessor nuclei = (ByteProcessor) smooth;
		nuclei.threshold(new AutoThresholder().getThreshold("Otsu", nuclei.getHistogram()));
		new EDM().toWatershed(nuclei);
		IJ.save(new ImagePlus("mask", nuclei), mask.toString());
	}
}

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

package org.gradiscope.imagej.start;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import javax.imageio.ImageIO;

/**
 * The image that comes with the plugin: 320x160 pixels of 8 bits, sarcomeres on the left and bacteria on
 * the right. It is a drawing of this project's own generator, under the project's licence.
 */
public final class SampleImage {

	/** Its title. */
	public static final String TITLE = "gradiscope-sample";

	/** What the command line calls it, beside the table {@code start.csv}. */
	static final String FILE = "start-sample.tif";

	private static final String RESOURCE = "sample.png";
	private static final String INFO =
		"drawn, no micrograph: sarcomeres on the left, bacteria on the right\n" +
			"rights: Copyright (c) 2026, Gradiscope founders; Simplified BSD (BSD-2-Clause)\n";

	private SampleImage() {}

	/** The one that is open, as it is; else a new one, which is not shown yet. */
	public static ImagePlus get() {
		return open().orElseGet(SampleImage::read);
	}

	/** The one that is open. */
	static Optional<ImagePlus> open() {
		return Optional.ofNullable(WindowManager.getImage(TITLE));
	}

	/** A new one. */
	static ImagePlus read() {
		try (InputStream file = SampleImage.class.getResourceAsStream(RESOURCE)) {
			final ImagePlus image = new ImagePlus(TITLE, new ByteProcessor(ImageIO.read(file)));
			image.setProperty("Info", INFO);
			return image;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

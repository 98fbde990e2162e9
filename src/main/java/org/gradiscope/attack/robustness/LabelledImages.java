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

package org.gradiscope.attack.robustness;

import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Pixels;

/** Many images, read when they are needed. */
public interface LabelledImages {

	/** The number of parts. */
	int count();

	/** The images of one part: of a file, or a slice. */
	List<LabelledImage> read(int part);

	/** Those that are there already. */
	static LabelledImages of(final List<LabelledImage> examples) {
		return new LabelledImages() {

			@Override
			public int count() {
				return examples.size();
			}

			@Override
			public List<LabelledImage> read(final int part) {
				return List.of(examples.get(part));
			}
		};
	}

	/**
	 * An image to be attacked.
	 *
	 * @param image {@code [1, h, w, c]}, in grey levels
	 * @param label the class that it shows, or {@link #AS_PREDICTED}
	 * @param format what it is saved as
	 */
	record LabelledImage(Pixels image, int label, PixelFormat format) {

		/** The class is what the network says of the clean image. */
		public static final int AS_PREDICTED = -1;

		/** @throws IllegalArgumentException if there is not one image */
		public LabelledImage {
			if (image.count() != 1) throw new IllegalArgumentException(
				"An example is one image, but " + image.count() + " were given.");
		}
	}

	/**
	 * What an image is called.
	 *
	 * @param name of a file, or of a slice
	 * @param folder the file's folder, or the stack's name
	 * @param keys what it may be called in a table of labels, for example {@code nuclei/a.tif},
	 *          {@code a.tif} and {@code a}, or a slice's label and its number from 1
	 */
	record ImageName(String name, String folder, List<String> keys) {

		public ImageName {
			keys = List.copyOf(keys);
		}
	}
}

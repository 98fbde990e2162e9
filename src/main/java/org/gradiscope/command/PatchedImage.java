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

package org.gradiscope.command;

import ij.process.ImageProcessor;

import java.util.List;

import org.gradiscope.attack.patch.PatchExample;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.tensor.Pixels;

/**
 * An image that a patch is put on.
 *
 * @param name of its slice or its file
 * @param file the image, and what the network sees of it
 * @param before what the network says of it; null of a network that outputs images
 * @param criterion what is wanted
 */
record PatchedImage(String name, SavedSlice file, Prediction before, Criterion criterion) {

	/** As an example to learn from. */
	PatchExample example() {
		return new PatchExample(file::clean, criterion, file.input().format(), file);
	}

	/** As examples to learn from. */
	static List<PatchExample> examples(final List<PatchedImage> images) {
		return images.stream().map(PatchedImage::example).toList();
	}

	/** The image with a patch, in its own type: a slice, or one for each channel. */
	List<ImageProcessor> with(final Pixels patched) {
		return file.with(patched);
	}
}

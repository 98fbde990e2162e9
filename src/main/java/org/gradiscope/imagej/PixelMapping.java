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

package org.gradiscope.imagej;

import ij.process.ImageProcessor;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * How the pixels of an image become what a network sees, and how what becomes of that is stored again.
 * Another mapping, such as each channel of a composite as a channel of the network, is another
 * implementation; {@link ShownImage} chooses.
 */
interface PixelMapping {

	/** Of what is seen, and so of what filters make of it. */
	PixelType type();

	/** What is seen as darkest and brightest of a picture, counted from 1. */
	ValueRange range(int picture);

	/** What is seen of a part of a picture: {@code [1, h, w, c]}, within the range. */
	Tensor read(int picture, Region region);

	/** What is seen of a processor that {@link #write} made. */
	Tensor read(int picture, ImageProcessor stored);

	/**
	 * A whole picture with other values within a region. Where these are as they were, what is stored is too,
	 * even if that is outside of the range.
	 *
	 * @param changed of the shape of what is seen there
	 * @return in the type of this mapping
	 */
	ImageProcessor write(int picture, Region region, Tensor changed);

	/** Whether a value that is seen is the end of the range for one beyond it: 1 where it is not, 0 where it is. */
	Tensor unclipped(int picture, Region region);

	/** In one line, for the recipe. */
	String description();
}

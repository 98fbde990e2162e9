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

package org.gradiscope.engine.tf.onnx;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** The pixels of channels-last images as the rows of a matrix, from which they are taken by their places. */
final class PixelRows {

	private final Formula f;
	private final Output<?> images;
	private final Output<?> rows;

	PixelRows(final OperatorCall call, final Output<?> images) {
		f = call.formula();
		this.images = images;
		final long channels = images.shape().get(axes() + 1);
		if (channels < 0) throw call.refusal("the number of its channels is free");
		rows = f.reshaped(images, -1, channels);
	}

	/** Those of positions. */
	int axes() {
		return images.shape().numDimensions() - 2;
	}

	/** Of an axis of positions, of int32. */
	Output<?> length(final int axis) {
		return f.length(images, axis + 1);
	}

	/** The number of the image of each place, of int32: places of as many axes, of which the first is that of images. */
	Output<?> images(final Output<?> places, final int axes) {
		final long[] shape = new long[axes];
		Arrays.fill(shape, 1);
		shape[0] = -1;
		return f.reshaped(f.positions(places, 0), shape);
	}

	/**
	 * The pixels at some places, with an axis of channels behind their own.
	 *
	 * @param image the number of each place's image
	 * @param place its number along each axis, all of int32, broadcast
	 */
	Output<?> at(final Output<?> image, final List<Output<?>> place) {
		Output<?> row = image;
		for (int axis = 0; axis < place.size(); axis++)
			row = f.plus(f.times(row, length(axis)), place.get(axis));
		return f.of(Op.GatherV2, rows, row, f.call().integer(0));
	}
}

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

package org.gradiscope.engine.tf;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Between this project's tensors and TensorFlow's; each way copies once. */
final class Tensors {

	private Tensors() {}

	/** A native tensor, which the caller closes. */
	static TFloat32 toNative(final Tensor tensor) {
		return TFloat32.tensorOf(nativeShape(tensor.shape()),
			DataBuffers.of(tensor.data(), true, false));
	}

	static Tensor fromNative(final org.tensorflow.Tensor tensor) {
		final TFloat32 floats = (TFloat32) tensor;
		final float[] data = new float[Math.toIntExact(floats.size())];
		floats.asRawTensor().data().asFloats().read(data);
		return Tensor.of(shape(floats.shape()), data);
	}

	static org.tensorflow.ndarray.Shape nativeShape(final Shape shape) {
		final long[] dimensions = new long[shape.rank()];
		for (int axis = 0; axis < dimensions.length; axis++)
			dimensions[axis] = shape.dimension(axis);
		return org.tensorflow.ndarray.Shape.of(dimensions);
	}

	private static Shape shape(final org.tensorflow.ndarray.Shape shape) {
		final int[] dimensions = new int[shape.numDimensions()];
		for (int axis = 0; axis < dimensions.length; axis++)
			dimensions[axis] = Math.toIntExact(shape.get(axis));
		return Shape.of(dimensions);
	}
}

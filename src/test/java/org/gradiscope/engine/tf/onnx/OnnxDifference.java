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

import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * How far numbers are off.
 *
 * @param fault what is wrong; null if nothing is
 * @param relative the largest difference, over the largest number
 */
record OnnxDifference(String fault, double relative) {

	static final OnnxDifference NONE = new OnnxDifference(null, 0);

	/** As the runner of the onnx package allows. */
	private static final double RELATIVE = 1e-3;
	private static final double ABSOLUTE = 1e-7;

	OnnxDifference and(final OnnxDifference other) {
		return new OnnxDifference(fault == null ? other.fault : fault,
			Math.max(relative, other.relative));
	}

	/** @param name of the output, for the message */
	static OnnxDifference of(final String name, final OnnxConstant expected,
		final OnnxConstant found) {
		// What a file holds in few bits stays float32 once it is quantized.
		final boolean quantized =
			found.type() == DataType.DT_FLOAT && expected.type() == DataType.DT_INT32;
		if (found.type() != expected.type() && !quantized)
			return fault(name + " is of " + found.type() + ", not " + expected.type());
		if (!found.shape().equals(expected.shape()))
			return fault(name + " has the shape " + found.shape() + ", not " + expected.shape());
		return of(name, expected.values(), found.values(), tolerance(expected.written()));
	}

	private static OnnxDifference of(final String name, final double[] right, final double[] values,
		final double tolerance) {
		double most = 0;
		double largest = 1e-30;
		for (int i = 0; i < right.length; i++) {
			// The same infinity, or both no number.
			if (Double.compare(values[i], right[i]) == 0) continue;
			final double off = Math.abs(values[i] - right[i]);
			if (!(off <= ABSOLUTE + tolerance * Math.abs(right[i])))
				return fault(name + " has " + values[i] + " at " + i + ", not " + right[i]);
			most = Math.max(most, off);
			largest = Math.max(largest, Math.abs(right[i]));
		}
		return new OnnxDifference(null, most / largest);
	}

	private static OnnxDifference fault(final String fault) {
		return new OnnxDifference(fault, 1);
	}

	/** What is computed in float32 differs by the precision of the type that the file has. */
	private static double tolerance(final int written) {
		return switch (written) {
			case TensorProto.DataType.BFLOAT16_VALUE -> 1. / 64;
			case TensorProto.DataType.FLOAT16_VALUE -> 1. / 512;
			default -> RELATIVE;
		};
	}
}

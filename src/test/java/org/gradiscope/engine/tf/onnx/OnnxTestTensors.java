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

import java.util.stream.LongStream;

import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Constants as tensors of TensorFlow, and back. */
final class OnnxTestTensors {

	private OnnxTestTensors() {}

	static Tensor tensor(final OnnxConstant constant) {
		final byte[] bytes = constant.bytes().toByteArray();
		final Shape shape = Shape.of(constant.shape().stream().mapToLong(Long::longValue).toArray());
		return Tensor.of(type(constant.type()), shape, DataBuffers.of(bytes));
	}

	private static Class<? extends TType> type(final DataType type) {
		return switch (type) {
			case DT_FLOAT -> TFloat32.class;
			case DT_INT32 -> TInt32.class;
			case DT_INT64 -> TInt64.class;
			case DT_BOOL -> TBool.class;
			default -> throw new IllegalArgumentException(type.toString());
		};
	}

	static OnnxConstant constant(final Tensor tensor) {
		final RawTensor raw = tensor.asRawTensor();
		final byte[] bytes = new byte[Math.toIntExact(raw.numBytes())];
		raw.data().read(bytes);
		return OnnxConstant.of(DataType.forNumber(tensor.dataType().getNumber()),
			LongStream.of(tensor.shape().asArray()).boxed().toList(), bytes);
	}
}

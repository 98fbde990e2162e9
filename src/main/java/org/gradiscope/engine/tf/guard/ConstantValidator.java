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

package org.gradiscope.engine.tf.guard;

import java.util.Optional;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Whether a constant is of the type that it says, and no larger than its shape. */
final class ConstantValidator {

	private static final int MOST_AXES = 8;

	private ConstantValidator() {}

	/** What is wrong with a constant; nothing if nothing is. */
	static Optional<String> fault(final NodeDef constant) {
		final DataType type = Attributes.get(constant, "dtype").getType();
		final TensorProto tensor = Constants.tensor(constant);
		if (!NodeValidator.TYPES.contains(type))
			return Optional.of("it is " + type + ", which is not a supported numeric type");
		if (tensor.getDtype() != type)
			return Optional.of("it is said to be " + type + ", but its numbers are " + tensor.getDtype());
		if (tensor.getTensorShape().getDimCount() > MOST_AXES) return Optional.of("it has " +
			tensor.getTensorShape().getDimCount() + " axes, but at most " + MOST_AXES + " are taken");
		final long count = TensorProtos.elements(tensor);
		final int written = numbers(tensor, type);
		if (written > count)
			return Optional.of("it has " + written + " numbers, but its shape needs " + count);
		return foreign(tensor, type) ? Optional.of("it has numbers of another type than " + type)
			: Optional.empty();
	}

	/** How many are written one by one. */
	private static int numbers(final TensorProto tensor, final DataType type) {
		return switch (type) {
			case DT_FLOAT -> tensor.getFloatValCount();
			case DT_DOUBLE -> tensor.getDoubleValCount();
			case DT_HALF, DT_BFLOAT16 -> tensor.getHalfValCount();
			case DT_INT64 -> tensor.getInt64ValCount();
			case DT_UINT64 -> tensor.getUint64ValCount();
			case DT_UINT32 -> tensor.getUint32ValCount();
			case DT_BOOL -> tensor.getBoolValCount();
			default -> tensor.getIntValCount();
		};
	}

	private static boolean foreign(final TensorProto tensor, final DataType type) {
		final int all = tensor.getFloatValCount() + tensor.getDoubleValCount() +
			tensor.getHalfValCount() + tensor.getInt64ValCount() + tensor.getUint64ValCount() +
			tensor.getUint32ValCount() + tensor.getBoolValCount() + tensor.getIntValCount();
		return all > numbers(tensor, type) ||
			tensor.getStringValCount() + tensor.getResourceHandleValCount() +
				tensor.getVariantValCount() + tensor.getScomplexValCount() + tensor.getDcomplexValCount() >
				0;
	}
}

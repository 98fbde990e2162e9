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

package org.gradiscope.engine.tf.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.tensor.ValueRange;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** The types of whole numbers, and which of them an input took before it took float32. */
public final class WholeNumbers {

	private static final String ATTRIBUTE = "_gradiscope_whole_numbers";

	/** What they are from and to; none of those that no image fills. */
	private static final Map<DataType, Optional<ValueRange>> RANGES = Map.of(DataType.DT_UINT8,
		Optional.of(ValueRange.EIGHT_BIT), DataType.DT_INT8, Optional.of(new ValueRange(-128, 127)),
		DataType.DT_UINT16, Optional.of(new ValueRange(0, 65535)), DataType.DT_INT16,
		Optional.of(new ValueRange(-32768, 32767)), DataType.DT_INT32, Optional.empty(),
		DataType.DT_INT64, Optional.empty(), DataType.DT_UINT32, Optional.empty(), DataType.DT_UINT64,
		Optional.empty());

	private WholeNumbers() {}

	public static boolean is(final DataType type) {
		return RANGES.containsKey(type);
	}

	/** For people, such as {@code uint8}. */
	public static String name(final DataType type) {
		return type.name().replace("DT_", "").toLowerCase(Locale.ROOT);
	}

	/** All that a type of 8 or 16 bits has; none of others. */
	public static Optional<ValueRange> range(final DataType type) {
		return RANGES.getOrDefault(type, Optional.empty());
	}

	/** An input with a mark of what it took. */
	public static NodeDef marked(final NodeDef input, final DataType type) {
		return input.toBuilder().putAttr(ATTRIBUTE, Attributes.of(type)).build();
	}

	/** What an input took if it was whole numbers. */
	public static Optional<DataType> of(final NodeDef input) {
		return Optional.of(Attributes.get(input, ATTRIBUTE).getType()).filter(WholeNumbers::is);
	}

	/** Whether an attribute is that mark. */
	public static boolean isMark(final String attribute) {
		return attribute.equals(ATTRIBUTE);
	}
}

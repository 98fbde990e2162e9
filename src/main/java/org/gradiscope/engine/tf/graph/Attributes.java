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

import java.util.List;
import java.util.Set;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What a node says of itself; where it says nothing, TensorFlow's own defaults. */
public final class Attributes {

	/** The attribute value "float". */
	public static final AttrValue FLOAT = of(DataType.DT_FLOAT);

	private static final Set<DataType> FLOATS =
		Set.of(DataType.DT_FLOAT, DataType.DT_HALF, DataType.DT_BFLOAT16, DataType.DT_DOUBLE);

	private Attributes() {}

	public static AttrValue of(final DataType type) {
		return AttrValue.newBuilder().setType(type).build();
	}

	public static AttrValue of(final long number) {
		return AttrValue.newBuilder().setI(number).build();
	}

	public static AttrValue of(final boolean flag) {
		return AttrValue.newBuilder().setB(flag).build();
	}

	public static AttrValue of(final String text) {
		return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
	}

	/** An attribute as it stands; without a value where there is none. */
	public static AttrValue get(final NodeDef node, final String name) {
		return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
	}

	/** The whole numbers of a list; empty if there is none. */
	public static List<Long> numbers(final NodeDef node, final String name) {
		return get(node, name).getList().getIList();
	}

	/** A whole number; 0 if there is none. */
	public static long number(final NodeDef node, final String name) {
		return get(node, name).getI();
	}

	public static boolean flag(final NodeDef node, final String name, final boolean otherwise) {
		return node.containsAttr(name) ? get(node, name).getB() : otherwise;
	}

	public static String text(final NodeDef node, final String name, final String otherwise) {
		return node.containsAttr(name) ? get(node, name).getS().toStringUtf8() : otherwise;
	}

	/** Whether the channels stand before height and width, or before depth, height and width. */
	public static boolean isChannelsFirst(final NodeDef node) {
		return text(node, "data_format", "NHWC").startsWith("NC");
	}

	/** The type of what a node gives or, for most, of what it takes too. */
	public static DataType type(final NodeDef node) {
		for (final String name : List.of("dtype", "DstT", "out_type", "output_type", "T"))
			if (node.containsAttr(name)) return get(node, name).getType();
		return Op.of(node).is(OpTrait.FLOAT_BY_DEFAULT) ? DataType.DT_FLOAT : DataType.DT_INVALID;
	}

	/** Whether it gives numbers with a fraction, of any precision. */
	public static boolean isFloat(final NodeDef node) {
		return isFloat(type(node));
	}

	/** Whether a type is one of numbers with a fraction, of any precision. */
	public static boolean isFloat(final DataType type) {
		return FLOATS.contains(type);
	}
}

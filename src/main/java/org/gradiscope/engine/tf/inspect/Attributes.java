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

package org.gradiscope.engine.tf.inspect;

import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What a node says of itself; where it says nothing, TensorFlow's own defaults. */
final class Attributes {

	private static final Set<DataType> FLOATS = Set.of(DataType.DT_FLOAT, DataType.DT_HALF,
		DataType.DT_BFLOAT16, DataType.DT_DOUBLE);

	private Attributes() {}

	/** The whole numbers of a list; empty if there is none. */
	static List<Long> numbers(final NodeDef node, final String name) {
		return attribute(node, name).getList().getIList();
	}

	/** A whole number; 0 if there is none. */
	static long number(final NodeDef node, final String name) {
		return attribute(node, name).getI();
	}

	static boolean flag(final NodeDef node, final String name, final boolean otherwise) {
		return node.containsAttr(name) ? attribute(node, name).getB() : otherwise;
	}

	static String text(final NodeDef node, final String name, final String otherwise) {
		return node.containsAttr(name) ? attribute(node, name).getS().toStringUtf8() : otherwise;
	}

	/** Whether the channels stand before height and width. */
	static boolean isChannelsFirst(final NodeDef node) {
		return text(node, "data_format", "NHWC").equals("NCHW");
	}

	/** The type of what a node gives or, for most, of what it takes too. */
	static DataType type(final NodeDef node) {
		for (final String name : List.of("dtype", "DstT", "out_type", "output_type", "T"))
			if (node.containsAttr(name)) return attribute(node, name).getType();
		return Op.of(node).is(OpTrait.FLOAT_BY_DEFAULT) ? DataType.DT_FLOAT : DataType.DT_INVALID;
	}

	/** Whether it gives numbers with a fraction, of any precision. */
	static boolean isFloat(final NodeDef node) {
		return FLOATS.contains(type(node));
	}

	private static AttrValue attribute(final NodeDef node, final String name) {
		return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
	}
}

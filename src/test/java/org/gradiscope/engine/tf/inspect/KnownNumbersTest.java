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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

class KnownNumbersTest {

	private final KnownNumbers numbers = new KnownNumbers(1000);

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	/** Of series of 7 points and 3 features. */
	@BeforeEach
	void giveSeries() {
		numbers.given("series", List.of(-1L, 7L, 3L));
		numbers
			.learn(NodeDefs.node("shape", Op.Shape, "series").putAttr("T", Attributes.FLOAT).build());
	}

	/** One number of the shape. */
	private NodeDef length(final int axis) {
		numbers.learn(Constants.list("from" + axis, DataType.DT_INT32, axis));
		numbers.learn(Constants.list("to" + axis, DataType.DT_INT32, axis + 1));
		numbers.learn(Constants.list("by" + axis, DataType.DT_INT32, 1));
		return NodeDefs
			.node("length" + axis, Op.StridedSlice, "shape", "from" + axis, "to" + axis, "by" + axis)
			.putAttr("T", Attributes.of(DataType.DT_INT32))
			.putAttr("Index", Attributes.of(DataType.DT_INT32))
			.putAttr("shrink_axis_mask", Attributes.of(1)).build();
	}

	@Test
	void whatFollowsFromTheLengthIsAConstant() {
		final NodeDef constant = numbers.learn(length(1));
		assertEquals(Op.Const, Op.of(constant));
		assertArrayEquals(new double[] { 7 }, Constants.numbers(constant).orElseThrow());
		numbers.learn(Constants.scalar("pass", DataType.DT_INT32, 6));
		numbers.learn(NodeDefs.node("more", Op.Less, "pass", "length1")
			.putAttr("T", Attributes.of(DataType.DT_INT32)).build());
		assertEquals(1.0, numbers.scalar(new Edge("more", 0)));
	}

	@Test
	void whatDependsOnTheNumberOfSeriesIsNone() {
		final NodeDef node = length(0);
		assertSame(node, numbers.learn(node));
		assertNull(numbers.scalar(new Edge("length0", 0)));
		assertEquals(-1, numbers.length(new Edge("series", 0)));
	}

	/** Longer than shapes are, for the steps of a series. */
	@Test
	void aRangeIsAListOfPlaces() {
		numbers.learn(Constants.scalar("zero", DataType.DT_INT32, 0));
		numbers.learn(Constants.scalar("end", DataType.DT_INT32, 500));
		numbers.learn(Constants.scalar("one", DataType.DT_INT32, 1));
		numbers.learn(NodeDefs.node("range", Op.Range, "zero", "end", "one")
			.putAttr("Tidx", Attributes.of(DataType.DT_INT32)).build());
		final long[] places = numbers.list(new Edge("range", 0)).orElseThrow();
		assertEquals(500, places.length);
		assertEquals(499, places[499]);
	}
}

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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

class ConstantsTest {

	private static final ByteString FLOATS = ByteString.copyFrom(ByteBuffer.allocate(16)
		.order(ByteOrder.LITTLE_ENDIAN).putFloat(9).putFloat(1.5f).putFloat(-2).putFloat(9).flip());

	@Test
	void contentMayStandAnywhereInTheBytesOfAFile() {
		final NodeDef constant =
			Constants.node("c", DataType.DT_FLOAT, List.of(1L, 2L), FLOATS.substring(4, 12));
		assertArrayEquals(new double[] { 1.5, -2 }, Constants.numbers(constant).orElseThrow());
		assertArrayEquals(new float[] { 1.5f, -2 }, TensorProtos.floats(Constants.tensor(constant)));
		assertEquals(List.of(1L, 2L), Constants.shape(constant));
	}

	@Test
	void theLastNumberStandsForAllThatAreLeftOut() {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_INT64)
			.setTensorShape(TensorProtos.shape(List.of(4L)));
		assertEquals(Optional.of(List.of(0L, 0L, 0L, 0L)),
			Constants.integers(Constants.node("c", tensor.build())));
		assertEquals(Optional.of(List.of(7L, 3L, 3L, 3L)),
			Constants.integers(Constants.node("c", tensor.addInt64Val(7).addInt64Val(3).build())));
	}

	@Test
	void whatIsMadeIsRead() {
		assertEquals(Optional.of(List.of(-1L, 5L)),
			Constants.integers(Constants.list("c", DataType.DT_INT32, -1, 5)));
		assertEquals(Optional.of(List.of(Long.MAX_VALUE)),
			Constants.integers(Constants.list("c", DataType.DT_INT64, Long.MAX_VALUE)));
		assertArrayEquals(new double[] { 1 },
			Constants.numbers(Constants.scalar("c", DataType.DT_BOOL, 1)).orElseThrow());
		assertEquals(Optional.empty(), Constants.integers(Constants.scalar("c", DataType.DT_FLOAT, 1)));
		assertEquals(Optional.empty(),
			Constants.numbers(Constants.node("c", DataType.DT_FLOAT, List.of(65L), ByteString.EMPTY)));
	}

	@ParameterizedTest
	@CsvSource({ "Add, 7", "Sub, 3", "Mul, 10", "RealDiv, 2.5", "Greater, 1", "LessEqual, 0",
		"LogicalAnd, 1", "NotEqual, 1", "Pow, 25" })
	void whatFollowsFromConstantsIsFolded(final String operation, final double expected) {
		final ConstantFolder folder = new ConstantFolder();
		folder.learn(Constants.scalar("a", DataType.DT_FLOAT, 5));
		folder.learn(Constants.scalar("b", DataType.DT_FLOAT, 2));
		folder.learn(NodeDefs.node("c", operation, "a", "b").build());
		assertArrayEquals(new double[] { expected }, folder.of("c"));
		final boolean exact = !operation.equals("RealDiv") && !operation.equals("Pow");
		assertEquals(exact ? expected : null, folder.scalar(Edge.of("c")));
	}

	@Test
	void aListIsNoSingleNumberAndOneTruthMayDecide() {
		final ConstantFolder folder = new ConstantFolder();
		folder.learn(Constants.list("list", DataType.DT_INT32, 2, 3));
		folder.learn(Constants.scalar("no", DataType.DT_BOOL, 0));
		folder.learn(NodeDefs.node("sum", "AddV2", "list", "list").build());
		folder.learn(NodeDefs.node("both", "LogicalAnd", "unknown", "no").build());
		folder.learn(NodeDefs.node("either", "LogicalOr", "unknown", "no").build());
		folder.learn(NodeDefs.node("second", "Identity", "no:1").build());
		assertArrayEquals(new double[] { 4, 6 }, folder.of("sum"));
		assertNull(folder.scalar(Edge.of("sum")));
		assertEquals(0, folder.scalar(Edge.of("both")));
		assertNull(folder.of("either"));
		assertNull(folder.of("second"));
	}
}

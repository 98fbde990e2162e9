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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class LayerNamesTest {

	/** The layer of each operation. */
	private static List<String> names(final String... operations) {
		final LayerScopes scopes = LayerScopes.of(List.of(operations));
		final List<String> found = List.of(operations).stream().map(scopes::of).toList();
		final Map<String, String> names = LayerNames.of(found.stream().distinct().toList());
		return found.stream().map(names::get).toList();
	}

	@Test
	void aKerasLayerKeepsItsName() {
		assertEquals(List.of("block1_conv1", "block1_conv1", "block1_pool", "predictions"),
			names("StatefulPartitionedCall/model/block1_conv1/Conv2D",
				"StatefulPartitionedCall/model/block1_conv1/Relu",
				"StatefulPartitionedCall/model/block1_pool/MaxPool",
				"StatefulPartitionedCall/model/predictions/Softmax"));
	}

	@Test
	void keras3sSecondNumberGoes() {
		assertEquals(List.of("conv2d", "conv2d_1", "conv2d_2", "dense"),
			names("model_1/conv2d_1/convolution", "model_1/conv2d_1_2/convolution",
				"model_1/conv2d_2_1/convolution", "model_1/dense_1/MatMul"));
		assertEquals(List.of("conv2d_1", "conv2d_2", "dense_1"),
			names("net_1/conv2d_1/Conv2D", "net_1/conv2d_2/Conv2D", "net_1/dense_1/MatMul"));
		assertEquals(List.of("conv_1", "dense_1"), names("net/conv_1/Conv2D", "net/dense_1/MatMul"));
	}

	@Test
	void aSlimScopeIsALayerWithItsBatchNorm() {
		assertEquals(List.of("Conv2d_0", "Conv2d_0", "Conv2d_1_depthwise", "Logits", "Predictions"),
			names("MobilenetV1/MobilenetV1/Conv2d_0/convolution",
				"MobilenetV1/MobilenetV1/Conv2d_0/BatchNorm/batchnorm/mul_1",
				"MobilenetV1/MobilenetV1/Conv2d_1_depthwise/Relu6", "MobilenetV1/Logits/SpatialSqueeze",
				"MobilenetV1/Predictions/Softmax"));
	}

	@Test
	void likeNamesGetMoreOfTheirPathsAndABlockIsCalledAfterItsScope() {
		assertEquals(
			List.of("Conv", "conv_1/expand", "conv_1/project", "conv_1", "conv_2/expand",
				"conv_2/project", "conv_2"),
			names("V2/Conv/Relu6", "V2/conv_1/expand/Relu6", "V2/conv_1/project/BiasAdd", "V2/conv_1/add",
				"V2/conv_2/expand/Relu6", "V2/conv_2/project/BiasAdd", "V2/conv_2/add"));
		assertEquals(
			List.of("5b/Branch_0/1x1", "5b/Branch_1/1x1", "5b", "5c/Branch_0/1x1", "5c/Branch_1/1x1",
				"5c"),
			names("Net/5b/Branch_0/1x1/Relu", "Net/5b/Branch_1/1x1/Relu", "Net/5b/concat",
				"Net/5c/Branch_0/1x1/Relu", "Net/5c/Branch_1/1x1/Relu", "Net/5c/concat"));
	}

	@Test
	void operationsWithoutAScopeAreCalledAfterThemselves() {
		assertEquals(List.of("conv2d0_pre_relu", "conv2d0_pre_relu", "conv2d0", "mixed3a"),
			names("conv2d0_pre_relu/conv", "conv2d0_pre_relu", "conv2d0", "mixed3a"));
		assertEquals(List.of("a", "b", "Mul"), names("net/a/Conv2D", "net/b/Conv2D", "net/Mul"));
	}
}

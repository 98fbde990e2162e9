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

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.NodeProto;

/** The operators of ONNX by name. */
final class OnnxOperators {

	private static final Map<String, OnnxOperator> ALL = new HashMap<>();

	static {
		ActivationOperators.register(ALL);
		AttentionOperators.register(ALL);
		ControlOperators.register(ALL);
		ConvolutionOperators.register(ALL);
		ElementwiseOperators.register(ALL);
		GridSampling.register(ALL);
		IndexingOperators.register(ALL);
		JoiningOperators.register(ALL);
		MatrixOperators.register(ALL);
		NormalizationOperators.register(ALL);
		PaddingOperators.register(ALL);
		PoolingOperators.register(ALL);
		QuantizingOperators.register(ALL);
		RearrangingOperators.register(ALL);
		RecurrentOperators.register(ALL);
		ReductionOperators.register(ALL);
		RegionAlignment.register(ALL);
		ResizeOperators.register(ALL);
		ScatteringOperators.register(ALL);
		ShapeOperators.register(ALL);
	}

	private OnnxOperators() {}

	static boolean has(final NodeProto node) {
		return OnnxModel.domain(node.getDomain()).isEmpty() && names().contains(node.getOpType());
	}

	static Set<String> names() {
		return ALL.keySet();
	}

	/** One that there is. */
	static OnnxOperator of(final NodeProto node) {
		return ALL.get(node.getOpType());
	}
}

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

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.freeze.FileRegion;
import org.gradiscope.engine.tf.freeze.LargeFields;
import org.gradiscope.engine.tf.graph.GraphErrors;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** A network as its file says it, but for the numbers of large weights, which stay there. */
final class OnnxModel {

	/** From the file to the numbers of a weight, and the place of the weight in it. */
	private static final int[] NUMBERS = { ModelProto.GRAPH_FIELD_NUMBER,
		GraphProto.INITIALIZER_FIELD_NUMBER, TensorProto.RAW_DATA_FIELD_NUMBER };
	private static final int WEIGHT = 1;

	private final ModelProto model;
	private final OnnxTensors tensors;
	private final OpsetVersions versions;
	private final Map<String, FunctionProto> functions = new HashMap<>();

	/** @throws org.gradiscope.engine.EngineException if it is damaged, too large, or too old */
	OnnxModel(final Path file) {
		try {
			model = ModelProto.parseFrom(
				LargeFields.without(file, ModelProto.getDescriptor(), NUMBERS, WEIGHT, OnnxModel::outside));
		}
		catch (final IOException e) {
			throw GraphErrors
				.of("The file is not a network in ONNX, or is truncated; download or export it again", e);
		}
		tensors = new OnnxTensors(file.toAbsolutePath());
		versions = OpsetVersions.of(model.getOpsetImportList());
		for (final FunctionProto function : model.getFunctionsList())
			functions.put(key(function.getDomain(), function.getName(), function.getOverload()),
				function);
	}

	/** Numbers that stay in the file are as those in a file beside it. */
	private static ByteString outside(final ByteString light, final FileRegion whole,
		final FileRegion numbers) throws IOException {
		return TensorProto.parseFrom(light).toBuilder().clearRawData().clearExternalData()
			.setDataLocation(TensorProto.DataLocation.EXTERNAL)
			.addExternalData(entry("location", numbers.file().getFileName().toString()))
			.addExternalData(entry("offset", String.valueOf(numbers.start())))
			.addExternalData(entry("length", String.valueOf(numbers.length()))).build().toByteString();
	}

	private static StringStringEntryProto entry(final String key, final String value) {
		return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
	}

	GraphProto graph() {
		return model.getGraph();
	}

	OnnxTensors tensors() {
		return tensors;
	}

	OpsetVersions versions() {
		return versions;
	}

	/** What a node is a call of; null if it is an operator of ONNX. */
	FunctionProto function(final NodeProto node) {
		return functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
	}

	private static String key(final String domain, final String name, final String overload) {
		return domain(domain) + ":" + name + ":" + overload;
	}

	/** ONNX' own has two names. */
	static String domain(final String name) {
		return name.equals("ai.onnx") ? "" : name;
	}
}

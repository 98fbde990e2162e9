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

package org.gradiscope.engine.tf.freeze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes the one form of what analysts have. A model is a program; nothing of it is run here, not
 * even its own loading. TensorFlow's natives must have been loaded.
 */
public final class ModelFreezer {

	private ModelFreezer() {}

	/** As {@link #ofSavedModel(Path, StatedEnds)}, where nothing is stated. */
	public static FrozenModel ofSavedModel(final Path folder) {
		return ofSavedModel(folder, StatedEnds.NONE);
	}

	/**
	 * What the outputs of a SavedModel's signature need, of TensorFlow 1 or 2. The weights are in
	 * memory once, and while they are read a second time one by one.
	 *
	 * @param stated for one without a signature that could be taken, or with several
	 * @throws org.gradiscope.engine.EngineException if the folder is no SavedModel, is damaged or too
	 *           large, or no output can be computed
	 */
	public static FrozenModel ofSavedModel(final Path folder, final StatedEnds stated) {
		return new SavedModelFreezer(folder, stated).frozen();
	}

	/**
	 * All of a frozen graph, whose weights are left where they are in {@code bytes}. Its ends are not
	 * known yet, so branches that cannot be decided and operations of any kind stay in it.
	 *
	 * @param bytes a serialised {@code GraphDef}, not to be changed any more
	 * @throws org.gradiscope.engine.EngineException if it is damaged, too large, or has variables
	 */
	public static FrozenModel ofGraph(final byte[] bytes) {
		return frozen(parsed(bytes), Map.of());
	}

	/**
	 * The same of a frozen graph in a file, where its large weights stay until they are read one by one.
	 *
	 * @throws org.gradiscope.engine.EngineException if it is damaged, too large, or has variables
	 */
	public static FrozenModel ofGraph(final Path file) {
		final GraphFile read = new GraphFile(file);
		return frozen(read.graph(), read.weights());
	}

	private static FrozenModel frozen(final GraphDef graph, final Map<String, WeightSource> weights) {
		final Set<String> remarks = new LinkedHashSet<>();
		final NodeGraph whole = NodeGraph.of(graph.getNodeList(), Map.of());
		if (whole.nodes().isEmpty()) throw GraphErrors.of(
			"The graph is empty; give a frozen TensorFlow graph, an ONNX or Keras file, or a SavedModel's folder.");
		whole.nodes().stream().filter(VariableFreezer::isVariable).findFirst().ifPresent(variable -> {
			throw GraphErrors.of("The graph is not frozen, for its weights '" + variable.getName() +
				"' are in a variable; give the SavedModel's folder, or its ONNX or Keras file, or freeze the graph " +
				"first (scripts/export-keras-model.py --frozen).");
		});
		final ControlFlowFolder branches = new ControlFlowFolder(ModelFreezer::isImage, remarks::add);
		final NodeGraph flat = new GraphFlattener(new FunctionLibrary(graph.getLibrary()), branches,
			UnaryOperator.identity()).flatten(whole);
		final NodeGraph taken = QuantizedActivations.straightThrough(
			WholeNumberInputs.freed(OperationReplacer.replace(flat), ModelFreezer::isImage, remarks::add),
			ModelFreezer::isImage, remarks::add);
		return DenseWeights
			.detached(SinglePrecision.of(new FrozenModel(GraphCleaner.clean(taken, graph.getVersions()),
				weights, Map.of(), Map.of(), Map.of(), List.copyOf(remarks))));
	}

	/** Whether a placeholder may be given an image: it is no single number, and no list. */
	static boolean isImage(final NodeDef placeholder) {
		final TensorShapeProto shape = Attributes.get(placeholder, "shape").getShape();
		return shape.getUnknownRank() || shape.getDimCount() >= 2;
	}

	private static GraphDef parsed(final byte[] bytes) {
		final CodedInputStream coded = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
		coded.enableAliasing(true);
		try {
			ProtobufLimits.check(CodedInputStream.newInstance(bytes), GraphDef.getDescriptor());
			return GraphDef.parseFrom(coded);
		}
		catch (final IOException e) {
			throw GraphErrors.of(
				"The file is not a network of TensorFlow, ONNX or Keras, or is truncated; download it again",
				e);
		}
	}
}

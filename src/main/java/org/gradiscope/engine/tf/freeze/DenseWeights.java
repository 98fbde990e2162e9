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
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Detaches the large matrices of dense layers from a graph. TensorFlow copies what a graph holds several
 * times for each program, while the values of a variable are in memory once. The filters of convolutions
 * stay: oneDNN brings those of constants into an order of its own once, and those of variables in each
 * run.
 */
final class DenseWeights {

	/** Of a matrix that is worth it, in bytes. */
	static final long LEAST = 1L << 23;

	/** Of all that a graph holds, in bytes; beyond it filters are detached, too. */
	private static final long MOST = 1L << 30;

	private final Map<String, WeightSource> sources;
	private final Map<String, List<NodeDef>> users = new HashMap<>();
	private long held;

	private DenseWeights(final GraphDef graph, final Map<String, WeightSource> sources) {
		this.sources = new HashMap<>(sources);
		for (final NodeDef node : graph.getNodeList())
			for (final String edge : node.getInputList())
				users.computeIfAbsent(Edge.operation(edge), name -> new ArrayList<>()).add(node);
	}

	/** Whether a tensor is large enough to be detached. */
	static boolean isLarge(final DataType type, final long elements) {
		return type == DataType.DT_FLOAT && elements >= LEAST / Float.BYTES;
	}

	/** The same model, of which just these weights are detached, whichever were before. */
	static FrozenModel detached(final FrozenModel model) {
		final DenseWeights weights = new DenseWeights(model.graph(), model.weights());
		final GraphDef.Builder graph = model.graph().toBuilder().clearNode();
		for (final NodeDef node : model.graph().getNodeList())
			graph.addNode(Constants.is(node) ? weights.settled(node) : node);
		return new FrozenModel(graph.build(), weights.sources, model.inputs(), model.outputs(),
			model.shapes(), model.remarks());
	}

	private NodeDef settled(final NodeDef constant) {
		final boolean detached = isDetached(constant);
		final boolean large = isLarge(Constants.tensor(constant).getDtype(),
			Constants.tensor(constant).getTensorContent().size() / Float.BYTES);
		final boolean apart =
			(detached || large) && (isDense(constant.getName()) || !hasRoom(constant));
		if (apart == detached) return constant;
		return apart ? detach(constant) : attach(constant);
	}

	/** No file has such constants; those that are have their numbers somewhere. */
	private boolean isDetached(final NodeDef constant) {
		final boolean detached = DetachedConstants.is(constant);
		if (detached && !sources.containsKey(DetachedConstants.key(constant)))
			throw GraphErrors.damaged("The constant '" + constant.getName() + "' has no numbers");
		return detached;
	}

	/** Whether only products with the whole matrix take it, or what hands it on to one. */
	private boolean isDense(final String constant) {
		final Set<String> seen = new HashSet<>(Set.of(constant));
		final Deque<String> open = new ArrayDeque<>(seen);
		while (!open.isEmpty())
			for (final NodeDef user : users.getOrDefault(open.pop(), List.of()))
				if (Op.of(user) == Op.Identity) {
					if (seen.add(user.getName())) open.push(user.getName());
				}
				else if (!Op.of(user).is(OpTrait.MATRIX_PRODUCT)) return false;
		return true;
	}

	private boolean hasRoom(final NodeDef constant) {
		held += Constants.elements(constant) * Float.BYTES;
		return held <= MOST;
	}

	private NodeDef detach(final NodeDef constant) {
		final ByteString content = Constants.tensor(constant).getTensorContent();
		sources.put(constant.getName(), content::newInput);
		return DetachedConstants.of(constant);
	}

	private NodeDef attach(final NodeDef constant) {
		try (InputStream in = sources.remove(DetachedConstants.key(constant)).open()) {
			final byte[] content = in.readAllBytes();
			if (content.length != Constants.elements(constant) * Float.BYTES)
				throw new IOException("its shape needs another number of bytes than " + content.length);
			return DetachedConstants.attached(constant, UnsafeByteOperations.unsafeWrap(content));
		}
		catch (final IOException e) {
			throw GraphErrors.of("The weights '" + constant.getName() +
				"' could not be read; copy or export the network again", e);
		}
	}
}

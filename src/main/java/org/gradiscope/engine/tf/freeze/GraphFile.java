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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** A frozen graph in a file, read but for the numbers of large constants, which stay there. */
final class GraphFile {

	/** From the graph to the numbers of a constant, by the numbers of the fields. */
	private static final int[] FIELDS =
		{ GraphDef.NODE_FIELD_NUMBER, NodeDef.ATTR_FIELD_NUMBER, 2 /* the value of a map's entry */,
			AttrValue.TENSOR_FIELD_NUMBER, TensorProto.TENSOR_CONTENT_FIELD_NUMBER };

	private final Path file;
	private final Map<String, WeightSource> weights = new HashMap<>();
	private final GraphDef graph;
	/** Of the node that is being read. */
	private FileRegion content;

	/** @throws org.gradiscope.engine.EngineException if it is damaged or too large */
	GraphFile(final Path file) {
		this.file = file;
		try (InputStream first = Files.newInputStream(file);
			InputStream second = Files.newInputStream(file)) {
			GraphLimits.checkFile(file.toString(), Files.size(file));
			ProtobufLimits.check(ProtobufLimits.coded(first), GraphDef.getDescriptor());
			graph = GraphDef.parseFrom(light(ProtobufLimits.coded(second), 0));
		}
		catch (final IOException e) {
			throw GraphErrors.of(
				"The file is not a network of TensorFlow, ONNX or Keras, or is truncated; download it again",
				e);
		}
	}

	GraphDef graph() {
		return graph;
	}

	/** The constants that {@link #graph()} does not hold. */
	Map<String, WeightSource> weights() {
		return weights;
	}

	/** The rest of a message, less the numbers of large constants in it. */
	private ByteString light(final CodedInputStream in, final int level) throws IOException {
		final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
		for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
			final int number = WireFormat.getTagFieldNumber(tag);
			if (number != FIELDS[level] ||
				WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED)
				fields.mergeFieldFrom(tag, in);
			else fields.mergeField(number, UnknownFieldSet.Field.newBuilder()
				.addLengthDelimited(field(in, level, in.readRawVarint32())).build());
		}
		return fields.build().toByteString();
	}

	private ByteString field(final CodedInputStream in, final int level, final int length)
		throws IOException {
		if (length < DenseWeights.LEAST) return ByteString.copyFrom(in.readRawBytes(length));
		final FileRegion region = new FileRegion(file, in.getTotalBytesRead(), length);
		if (level == FIELDS.length - 1) {
			content = region;
			in.skipRawBytes(length);
			return ByteString.EMPTY;
		}
		final int limit = in.pushLimit(length);
		final ByteString message = light(in, level + 1);
		in.popLimit(limit);
		return level == 0 ? node(message, region) : message;
	}

	/** What is no constant of float32 is read as a whole after all. */
	private ByteString node(final ByteString light, final FileRegion region) throws IOException {
		final NodeDef node = NodeDef.parseFrom(light);
		final FileRegion numbers = content;
		content = null;
		if (numbers == null) return light;
		if (!Constants.is(node) || Constants.tensor(node).getDtype() != DataType.DT_FLOAT ||
			Constants.elements(node) * Float.BYTES != numbers.length()) return region.content();
		weights.put(node.getName(), numbers);
		return DetachedConstants.of(node).toByteString();
	}
}

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

package org.gradiscope.imagej;

import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.gradiscope.engine.NativeLibraries;
import org.gradiscope.engine.OutputPicture;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.CatalogueEntry;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.visualization.ActivationStatistics;
import org.gradiscope.visualization.LayerActivations;

/** The rows of result tables. */
public final class Tables {

	private Tables() {}

	/** In each row the value ranges that the numbers depend on and that were assumed or inferred, if any. */
	public static void addRange(final ResultsTable table, final ModelDescriptor... networks) {
		final String notes = Arrays.stream(networks)
			.flatMap(network -> network.doubts().rangeNote()
				.map(note -> networks.length > 1 ? network.name() + " " + note : note).stream())
			.distinct().collect(Collectors.joining("; "));
		if (notes.isEmpty()) return;
		for (int row = 0; row < table.size(); row++)
			table.setValue("value range", row, notes);
	}

	/** An empty table, which shows no row numbers. */
	public static ResultsTable empty() {
		final ResultsTable table = SpreadsheetCells.table();
		table.showRowNumbers(false);
		table.setPrecision(6);
		return table;
	}

	/** Adds the likeliest classes of a slice, one a row; or its values. */
	public static void addPrediction(final ResultsTable table, final int slice,
		final Prediction prediction, final int top) {
		int rank = 1;
		for (final Prediction.ClassScore score : prediction.ranked(top)) {
			table.addRow();
			table.addValue("slice", slice);
			table.addValue("rank", rank++);
			table.addValue("label", score.label());
			table.addValue("index", score.index());
			if (prediction.isValues()) table.addValue("value", score.logit());
			else {
				table.addValue("probability", score.probability());
				table.addValue("logit", score.logit());
			}
		}
	}

	/** Adds the channels of a picture that a network gives for a slice, one a row. */
	public static void addPicture(final ResultsTable table, final int slice,
		final OutputPicture picture) {
		for (int channel = 0; channel < picture.channels(); channel++) {
			table.addRow();
			table.addValue("slice", slice);
			table.addValue("channel", channel);
			table.addValue("label", picture.label(channel));
			table.addValue("width", picture.width());
			table.addValue("height", picture.height());
			table.addValue("minimum", picture.minimum(channel));
			table.addValue("mean", picture.mean(channel));
			table.addValue("maximum", picture.maximum(channel));
		}
	}

	/** Adds the layers of a network, one a row. */
	public static void addLayers(final ResultsTable table, final List<Layer> layers) {
		for (final Layer layer : layers) {
			table.addRow();
			table.addValue("layer", layer.name());
			table.addValue("operation", layer.operation());
			table.addValue("shape", shape(layer));
			table.addValue("channels", layer.channels());
			table.addValue("stride", layer.stride());
			table.addValue("receptive-field",
				layer.receptiveField() == 0 ? "all" : String.valueOf(layer.receptiveField()));
			table.addValue("parameters", layer.parameters());
			table.addValue("any-size", String.valueOf(layer.anySize()));
			table.addValue("tensor", layer.tensor());
		}
	}

	/** For example {@code 14x14x512}; a side that depends on the image's is a question mark. */
	private static String shape(final Layer layer) {
		return layer.shape().stream().map(n -> n < 0 ? "?" : String.valueOf(n))
			.collect(Collectors.joining("x"));
	}

	/**
	 * Adds a network of the catalogue in one row.
	 *
	 * @param place its folder, or empty where it was not downloaded
	 */
	public static void addNetwork(final ResultsTable table, final CatalogueEntry entry,
		final String place) {
		final boolean embedded = ModelStore.isEmbedded(entry.name());
		table.addRow();
		table.addValue("name", entry.name());
		table.addValue("size", entry.size());
		table.addValue("licence", entry.licence());
		table.addValue("verified",
			yes(embedded || entry.origin().map(CatalogueEntry.Origin::isVerified).orElse(false)));
		table.addValue("tried", yes(entry.tried()));
		table.addValue("downloaded", yes(embedded || !place.isEmpty()));
		table.addValue("where", embedded ? "in the plugin" : place.isEmpty()
			? entry.origin().map(o -> o.address().toString()).orElse(entry.remedy()) : place);
	}

	/** Adds the libraries of an engine in one row, as a network. */
	public static void addNatives(final ResultsTable table, final NativeLibraries natives) {
		final Optional<Path> place = natives.find();
		table.addRow();
		table.addValue("name", natives.name());
		table.addValue("size", natives.size());
		table.addValue("licence", natives.licence());
		table.addValue("verified", "");
		table.addValue("tried", "");
		table.addValue("downloaded", yes(place.isPresent()));
		table.addValue("where", place.map(Path::toString).orElse("the server of DJL"));
	}

	/** Adds the figures of a layer for one slice in one row. */
	public static void addActivations(final ResultsTable table, final int slice,
		final LayerActivations layer) {
		final ActivationStatistics figures = layer.figures();
		table.addRow();
		table.addValue("slice", slice);
		table.addValue("layer", layer.layer().name());
		table.addValue("operation", layer.layer().operation());
		table.addValue("width", layer.width());
		table.addValue("height", layer.height());
		table.addValue("channels", layer.channels());
		table.addValue("mean", figures.mean());
		table.addValue("maximum", figures.maximum());
		table.addValue("sparsity", figures.sparsity());
		table.addValue("silent-channels", layer.silent());
		table.addValue("strongest-channel", LayerActivations.strongest(List.of(layer)).get(0));
	}

	private static String yes(final boolean truth) {
		return truth ? "yes" : "no";
	}

	/** Adds a fact and what it is. */
	public static void addFact(final ResultsTable table, final String fact, final Object value) {
		table.addRow();
		table.addValue("fact", fact);
		table.addValue("value", String.valueOf(value));
	}
}

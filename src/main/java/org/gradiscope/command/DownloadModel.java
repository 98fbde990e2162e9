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

package org.gradiscope.command;

import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.List;

import org.gradiscope.imagej.AskingConsent;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.store.CatalogueEntry;
import org.gradiscope.model.store.CatalogueStore;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Brings a network of the catalogue to this machine, or lists the catalogue. */
@Plugin(type = Command.class, name = "download-model", label = "Download Model", menu = { @Menu(
	label = "Plugins"), @Menu(label = "Gradiscope"),
	@Menu(label = "Download Model...",
		weight = 41) },
	description = "Downloads a well-known network, once you agree, or lists those that there are.")
public class DownloadModel extends GradiscopeCommand {

	@Parameter(label = "Name", persist = false,
		description = "The network, as the catalogue calls it; empty: the catalogue is listed.")
	private String name = "";

	@Parameter(label = "Download", persist = false,
		description = "Whether you agree to the download, its size and its licence.")
	private boolean download = false;

	@Parameter(label = "Unverified", persist = false,
		description = "Whether you also take a network of which no publisher's checksum is known.")
	private boolean unverified = false;

	@Parameter(label = "Title", persist = false,
		description = "The table's title; auto: download-model.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Catalogue",
		description = "Name, size, licence, whether verified, tried and downloaded, and where.")
	private ResultsTable table;

	@Override
	void execute() {
		final CatalogueStore store = CatalogueStore.open();
		final ResultsTable rows = Tables.empty();
		for (final CatalogueEntry entry : entries(store))
			Tables.addNetwork(rows, entry, store.find(entry).map(Path::toString).orElse(""));
		table = rows;
		show(table, Titles.of(title, Keys.name(this)));
	}

	/** Those to list; one that is named is there then. */
	private List<CatalogueEntry> entries(final CatalogueStore store) {
		if (name.isBlank()) return store.catalogue().entries();
		store.obtain(name, new AskingConsent(download, unverified), new DownloadProgress(progress()));
		progress().report(1, 1, "");
		return List.of(store.catalogue().get(name));
	}
}
